"""Closing a property or a unit and opening it again: never over people, unless it is unsafe and nobody may stay."""
