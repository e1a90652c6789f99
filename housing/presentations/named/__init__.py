"""A restricted case that nobody named can open any more: two people name somebody, and neither sees the case."""
