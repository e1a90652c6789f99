"""Aggregates only: placements, nights, waiting; small cells suppressed."""
