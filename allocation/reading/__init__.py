"""Reading problem documents strictly: from bytes to facts, or one line a fault and nothing at all."""
