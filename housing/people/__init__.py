"""Accounts, organisations, roles, sign-in, conflicts of interest."""
