"""Pages: people of concern and their places."""
