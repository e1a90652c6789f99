"""The nightly look at the clocks that run."""

from __future__ import annotations

from datetime import datetime

from housing.presentations.duties.warning import warn


def warn_of_clocks(now: datetime) -> str:
    """How many warnings were raised, as a sentence for the jobs page."""
    raised = warn(now=now)
    return f"{raised} warnings raised." if raised else "Nothing new to warn of."
