"""How far a vacancy can be believed: who last said that it is right, and what happens when nobody does."""
