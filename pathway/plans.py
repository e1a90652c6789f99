"""The personalised housing plan: who takes a step, what may be said of it, and by when the plan is gone through again.

Source: Housing Act 1996 s189A: steps are agreed with her, or what was not agreed and why is written down; the plan is
given to her in writing and kept under review. That the review comes after 28 days at most is local practice
(pathway.duties, "plan-review").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from pathway.clocks import last_day
from pathway.duties import Clock

WHO = {
    "she": "You",
    "council": "The council",
    "provider": "The service you stay with",
    "other": "Somebody else who helps",
}


class Said(StrEnum):
    """What was said or done about a step."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    DONE = "done"
    DROPPED = "dropped"


WORDS = {
    Said.AGREED: "Agreed",
    Said.NOT_AGREED: "Not agreed",
    Said.DONE: "Done",
    Said.DROPPED: "No longer needed",
}
NEEDS_WHY = frozenset({Said.NOT_AGREED, Said.DROPPED})
CLOSED = frozenset({Said.DONE, Said.DROPPED})


def may_say(so_far: Sequence[Said]) -> tuple[Said, ...]:
    """What may be said of a step next, after what was said so far: nothing once it is done or no longer needed."""
    last = so_far[-1] if so_far else None
    if last in CLOSED:
        return ()
    if last is Said.AGREED:
        return (Said.DONE, Said.NOT_AGREED, Said.DROPPED)
    return (Said.AGREED, Said.DROPPED) if last is Said.NOT_AGREED else (Said.AGREED, Said.NOT_AGREED, Said.DROPPED)


def why_not_yet(steps: Sequence[Sequence[Said]]) -> str | None:
    """Why the plan cannot be given to her yet, as a sentence; None where it can. `steps`: what was said of each."""
    standing = [said for said in steps if not said or said[-1] not in CLOSED]
    if not standing:
        return "Add a step first: a plan with nothing in it helps nobody."
    if any(not said for said in standing):
        return "Go through every step with her first, and record whether she agrees."
    return None


def why_not_on(row: Clock, agreed_on: date, review_on: date) -> str | None:
    """Why the plan may not be gone through again on that day, as a sentence; None where it may."""
    if review_on <= agreed_on:
        return "The review must be after the day on which you went through the plan."
    last = last_day(row, agreed_on)
    if last is not None and review_on > last:
        return f"The review must be by {last.day} {last:%B %Y}: {row.length} days at most."
    return None
