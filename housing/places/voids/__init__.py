"""Voids: why and for how long a unit is out of use, what the works are and cost, and every change of that."""
