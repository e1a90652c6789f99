"""When a property or a unit opens, closes and opens again; and whether one may arrive on the day others leave."""
