"""Pages: the survey of a home, and the fire service's advice."""
