"""The nightly look at safety checks that run out."""

from __future__ import annotations

from datetime import datetime

from housing.access import system
from housing.places.compliance.watching import watch_compliance


def watch_checks(now: datetime) -> str:
    """Raise the tasks; a sentence for the page of jobs."""
    standing = watch_compliance(by=system("Safety checks"), now=now)
    return f"{standing} run out or soon do." if standing else "Everything is in order."
