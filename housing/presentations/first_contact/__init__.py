"""Pages: starting a presentation."""
