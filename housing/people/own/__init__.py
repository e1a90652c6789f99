"""A person and their own account: password, sessions, families they know."""
