"""Pages: the band and the stage by hand, and the end of a presentation."""
