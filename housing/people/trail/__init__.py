"""The audit trail as information governance reads it."""
