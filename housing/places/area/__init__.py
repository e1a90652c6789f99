"""What stands where across providers: counts of units by ward and kind, and nothing smaller."""
