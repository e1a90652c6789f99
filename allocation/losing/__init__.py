"""The rooms of losses: what the optimum is worth without a unit, and which level first gets worse."""
