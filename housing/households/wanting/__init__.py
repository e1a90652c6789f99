"""Pages: needs, money and wishes."""
