"""Runs made again: whether a stored answer still comes out the same, and what differs where it does not."""
