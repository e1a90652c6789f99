"""The personalised housing plan: the assessment that it rests on, who takes a step, what may be said of it, whether it
was agreed, and by when it is gone through again.

Source: Housing Act 1996 s189A: (2) her circumstances and needs are assessed; (4) to (6) steps are agreed with her, or
what was not agreed and why is written down; (3) and (8) both are given to her in writing; (9) both are kept under
review. That the review comes after 28 days at most is local practice (pathway.duties, "plan-review").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


# What the assessment says, in the order of s189A(2)(a) to (c), as she reads it.
ASSESSED = {
    "circumstances": "Why you have no safe home, or may lose it",
    "home": "The home that you and the people who live with you need",
    "support": "The support that you and they need to have a home and to keep it",
}
MISSING = {
    "circumstances": "Enter why she has no safe home, or may lose it.",
    "home": "Enter what home she and hers need.",
    "support": "Enter what support she and hers need, or that they need none.",
}


def why_not_assessed(said: Mapping[str, str]) -> tuple[str, str] | None:
    """The part of the assessment (ASSESSED) that is missing and the sentence; None where it is whole."""
    return next(((part, sentence) for part, sentence in MISSING.items() if not said.get(part, "").strip()), None)


def why_not_agreed(steps: Sequence[Sequence[Said]], agreed: bool | None, because: str | None) -> tuple[str, str] | None:
    """Why an outcome cannot be recorded as said: the question and the sentence; None where it can.

    `steps`: what was said of each. `because`: why the two could not agree, which s189A(6)(a) wants in writing.
    """
    if agreed is None:
        return "agreed", "Select whether you and she agreed on the plan."
    if agreed and any(said and said[-1] is Said.NOT_AGREED for said in steps):
        return "agreed", "She does not agree to every step. Record that you could not agree on all of it, and why."
    if not agreed and not (because or "").strip():
        return "because", "Enter why you could not agree. The law asks for it in writing (s189A(6))."
    return None


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


def why_not_ready(assessed: Mapping[str, str], steps: Sequence[Sequence[Said]]) -> str | None:
    """As why_not_yet, and that the assessment that it rests on (ASSESSED) is whole."""
    if why_not_assessed(assessed) is not None:
        return "Write down first, with her, her circumstances and what home and support she needs (s189A(2))."
    return why_not_yet(steps)


def why_not_on(row: Clock, agreed_on: date, review_on: date) -> str | None:
    """Why the plan may not be gone through again on that day, as a sentence; None where it may."""
    if review_on <= agreed_on:
        return "The review must be after the day on which you went through the plan."
    last = last_day(row, agreed_on)
    if last is not None and review_on > last:
        return f"The review must be by {last.day} {last:%B %Y}: {row.length} days at most."
    return None
