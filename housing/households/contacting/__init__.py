"""Pages: how it is safe to reach her."""
