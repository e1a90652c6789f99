"""Handing a case to an agency that is not of Haven: what may be recorded of it, and in which order.

Only her consent lets it go out, and only the agency's yes ends our part; until then she is ours.
"""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """What may happen once it is offered: the paper reaches the agency, or her; we ask again; it ends in one of three
    ways."""

    GIVEN = "given"
    COPY = "copy"
    CHASED = "chased"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REVOKED = "revoked"


ENDS = frozenset({Step.ACCEPTED, Step.REFUSED, Step.REVOKED})
WORDS = {
    Step.GIVEN: "Given to the agency",
    Step.COPY: "She has her copy",
    Step.CHASED: "Asked again",
    Step.ACCEPTED: "Accepted",
    Step.REFUSED: "Refused",
    Step.REVOKED: "Taken back",
}
TAKEN_BACK = "She took her consent back, or it has run out. Take the handover back, or ask her again first."
NOT_GIVEN = "Record first how the paper was given to the agency: nobody can accept what they have not been told."


def refused(step: Step, *, ended: Step | None, given: bool, agreed: bool) -> str | None:
    """Why a step cannot be recorded, as a sentence; None where it can.

    `ended`: how it ended already. `given`: the agency has the paper. `agreed`: her consent is in force.
    """
    if ended is not None:
        return f"This handover has ended already: {WORDS[ended].lower()}. What was recorded stands."
    if step in (Step.GIVEN, Step.CHASED, Step.ACCEPTED) and not agreed:
        return TAKEN_BACK
    if step in (Step.CHASED, Step.ACCEPTED) and not given:
        return NOT_GIVEN
    return None


def possible(*, ended: Step | None, given: bool, agreed: bool) -> tuple[Step, ...]:
    """The steps that can be recorded now, in the order of the page."""
    return tuple(step for step in Step if refused(step, ended=ended, given=given, agreed=agreed) is None)
