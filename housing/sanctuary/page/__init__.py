"""Page: one job, what happened, and what can happen next."""
