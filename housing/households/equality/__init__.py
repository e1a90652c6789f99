"""Equality monitoring: asked of whoever wants to answer, decides nothing."""
