"""Birthdays that will change what a place allows, looked for in every council."""

from __future__ import annotations

from datetime import datetime

from housing.jobs.matching import councils
from housing.placements.neighbours.ageing import warn_of_birthdays


def warn_every_council(now: datetime) -> str:
    """How many were found that nobody had been told of."""
    found = sum(warn_of_birthdays(code, now=now) for code, _ in councils())
    return f"{found} found." if found else "None that nobody knew of."
