"""Pins and bans: what a named person asks of the matcher, until a day, with a reason. Nothing is held by either."""
