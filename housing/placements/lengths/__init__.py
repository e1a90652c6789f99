"""How long people stay: past what was expected, past the limit, and who has said that they may stay longer."""
