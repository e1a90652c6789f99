"""Help with money, as a council sees it: households helped and pounds paid by purpose; never a person."""
