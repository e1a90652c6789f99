"""The daily run: made whole or not at all, kept for good, read by those who decide."""
