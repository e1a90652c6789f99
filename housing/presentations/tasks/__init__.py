"""Pages: what has been asked and what is still to ask."""
