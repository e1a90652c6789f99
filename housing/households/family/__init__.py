"""Pages: who is in the household."""
