"""Moving on: the plan with its blockers, the new home checked for her safety, the move, and contact afterwards."""
