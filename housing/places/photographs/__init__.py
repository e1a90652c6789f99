"""Photographs of properties and units, for those who are cleared."""
