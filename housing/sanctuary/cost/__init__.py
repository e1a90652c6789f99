"""Pages: quotes, their approval, and works that cannot wait."""
