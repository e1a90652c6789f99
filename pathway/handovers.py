"""Handing a case over: offered, then accepted or turned down by who is asked, or taken back by who offered it.

Nobody receives a case without saying yes, and she is never between two workers: until it is accepted, it is as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """How an offer to hand over ends."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REVOKED = "revoked"
    LAPSED = "lapsed"


class Side(StrEnum):
    """Who is acting: whoever is asked, whoever offered it (or leads the team), or Haven when its time is over."""

    ASKED = "asked"
    OFFERED = "offered"
    CLOCK = "clock"


ALLOWED = {
    (Side.ASKED, Answer.ACCEPTED),
    (Side.ASKED, Answer.REJECTED),
    (Side.OFFERED, Answer.REVOKED),
    (Side.CLOCK, Answer.LAPSED),
}
WORDS = {
    Answer.ACCEPTED: "accepted",
    Answer.REJECTED: "turned down",
    Answer.REVOKED: "taken back",
    Answer.LAPSED: "not answered in time",
}


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether she agreed that her story goes to another organisation.

    `needed`: the case leaves the team that she has been speaking with. `standing`: a consent of hers is in force.
    `reason`: why it is handed over without one, where there is a lawful reason to.
    """

    needed: bool
    standing: bool = False
    reason: str = ""


def refused(side: Side, answer: Answer, before: Answer | None, consent: Consent) -> str | None:
    """Why this answer cannot be given, as a sentence; None where it can. `before` is how the offer ended already."""
    if before is not None:
        return f"This handover has been {WORDS[before]} already. What was recorded stands."
    if (side, answer) not in ALLOWED:
        return "Only whoever is asked can accept it or turn it down, and only whoever offered it can take it back."
    if answer is Answer.ACCEPTED:
        return missing_consent(consent)
    return None


def missing_consent(consent: Consent) -> str | None:
    """What is missing before her story goes to another organisation; None where nothing is."""
    if not consent.needed or consent.standing or consent.reason.strip():
        return None
    return "Record that she agrees to it, or say why the case is handed over without her consent."
