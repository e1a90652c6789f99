"""How the people of a household are related to one another."""
