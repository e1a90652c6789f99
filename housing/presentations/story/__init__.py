"""The whole story of a household: every line, narrowed by kind, person and days, page by page, or as a file."""
