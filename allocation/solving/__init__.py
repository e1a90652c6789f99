"""The rooms of the solver: levels, one exact matching, the lexicographic relaxation, side rules."""
