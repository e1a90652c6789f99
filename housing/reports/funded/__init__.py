"""Who pays, as a council sees it: households and nights by way of paying, and what became of the concession."""
