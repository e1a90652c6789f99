"""The parts of screening: grouping by facts, sets that overlap, distances, costs."""
