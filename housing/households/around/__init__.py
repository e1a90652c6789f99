"""Pages: areas to avoid and places to be near."""
