"""Homes made safe, as a council sees them: counts, times, refusals, outcomes and money; never a person."""
