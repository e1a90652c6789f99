"""From one unit to another: the old stay ends when the new one begins, in one transaction."""
