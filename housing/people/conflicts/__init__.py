"""Conflicts of interest: a case that does not exist for somebody."""
