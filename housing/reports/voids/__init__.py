"""Voids and gaps: what became of every night that a unit could have been lived in, and what works cost."""
