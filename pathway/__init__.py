"""What may happen next, and by when. Pure: no Flask, no database, no clock, no randomness."""
