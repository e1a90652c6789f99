"""Accounts: who may sign in, in which role, for which organisation. For administrators."""
