"""Staying at home instead of moving: the works are ordered as her choice, and a place held for her is given back."""
