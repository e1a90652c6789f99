"""One named worker throughout: who it is, how that changed and why, and the cases that have none."""
