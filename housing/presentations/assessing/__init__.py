"""Pages: safe now and where, and the risk."""
