"""Options now: every unit for one household, best first, with reasons."""
