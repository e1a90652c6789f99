"""Who may go where, and why. Pure: no Flask, no database, no clock, no randomness."""
