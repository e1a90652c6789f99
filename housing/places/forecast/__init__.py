"""Which units will be free, when, and how sure that is."""
