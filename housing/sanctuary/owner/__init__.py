"""Pages: the owner's consent."""
