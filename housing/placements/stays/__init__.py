"""Stays: who lives where, when they expect to leave, and where they went."""
