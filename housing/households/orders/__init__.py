"""Orders of a court against a person of concern, and how dangerous they are held to be."""
