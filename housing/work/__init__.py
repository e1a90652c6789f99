"""The worklist: what is owed by my roles, taken by one person at a time."""
