"""Pages: one household, everything about it at a glance."""
