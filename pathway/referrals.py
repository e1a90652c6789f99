"""What becomes of a case that another council was asked to take over, and of one that was referred to this council.

Source: Housing Act 1996 s198(A1) to (5), s199A (relief) and s200 (main duty): until it is decided, this council keeps
her safe somewhere; where the conditions are met the other council owes her, where they are not this one does.
SI 1998/1578: where the two do not agree, they appoint somebody within 21 days of the day on which the notice was
received, else a panel's member is asked for within six weeks. s213B: services refer to the council of her choice, with
her agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pathway.duty_endings import Duty

ANSWER, DISPUTE, PANEL = "referral-answer-elsewhere", "referral-dispute", "referral-panel"


class Step(StrEnum):
    """What happened to a referral to another council since it was sent."""

    CHASED = "chased"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DISPUTED = "disputed"
    APPOINTED = "appointed"
    MET = "met"
    NOT_MET = "not_met"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


WORDS = {
    Step.CHASED: "No answer: asked again",
    Step.ACCEPTED: "The other council accepts",
    Step.REFUSED: "The other council refuses",
    Step.DISPUTED: "We do not agree with the refusal",
    Step.APPOINTED: "Somebody is appointed to decide",
    Step.MET: "Decided: the conditions are met, the other council owes her",
    Step.NOT_MET: "Decided: the conditions are not met, we owe her",
    Step.KEPT: "We agree with the refusal and keep her case",
    Step.WITHDRAWN: "We withdraw the referral and keep her case",
}
WAITING = (Step.ACCEPTED, Step.REFUSED, Step.CHASED, Step.WITHDRAWN)
NEXT: dict[Step | None, tuple[Step, ...]] = {
    None: WAITING,
    Step.CHASED: WAITING,
    Step.REFUSED: (Step.KEPT, Step.DISPUTED, Step.WITHDRAWN),
    Step.DISPUTED: (Step.APPOINTED, Step.MET, Step.NOT_MET, Step.WITHDRAWN),
    Step.APPOINTED: (Step.MET, Step.NOT_MET, Step.WITHDRAWN),
}
MOVED = frozenset({Step.ACCEPTED, Step.MET})
OURS = frozenset({Step.KEPT, Step.NOT_MET, Step.WITHDRAWN})
# The clocks of pathway.duties that run once a step stands; none after an end, nor once somebody is appointed.
CLOCKS: dict[Step | None, frozenset[str]] = {
    None: frozenset({ANSWER}),
    Step.CHASED: frozenset({ANSWER}),
    Step.REFUSED: frozenset({DISPUTE, PANEL}),
    Step.DISPUTED: frozenset({DISPUTE, PANEL}),
}
# What each step needs besides its day: the question and the sentence where it is missing.
NEEDS: dict[Step, tuple[tuple[str, str], ...]] = {
    Step.CHASED: (("until_on", "Enter by which day they are to answer."),),
    Step.ACCEPTED: (("officer", "Enter who accepted for the other council."),),
    Step.REFUSED: (("words", "Enter the reasons that they gave."),),
    Step.DISPUTED: (("words", "Enter why the refusal is wrong."),),
    Step.APPOINTED: (("officer", "Enter who is appointed."),),
    Step.MET: (("words", "Enter the reasons of the decision."),),
    Step.NOT_MET: (("words", "Enter the reasons of the decision."),),
    Step.KEPT: (("words", "Enter why we keep her case: she is told in writing."),),
    Step.WITHDRAWN: (("words", "Enter why the referral is withdrawn: she is told in writing."),),
}
CEASED = "lc_referral"
ENDED_BY_REFERRAL = (Duty.RELIEF, Duty.MAIN)


def may_follow(last: Step | None) -> tuple[Step, ...]:
    """What may happen next; nothing once it is decided who owes her."""
    return NEXT.get(last, ())


def is_over(last: Step | None) -> bool:
    """Whether it is decided who owes her."""
    return last in MOVED | OURS


def missing(step: Step, given: frozenset[str]) -> tuple[str, str] | None:
    """The question that a step still needs an answer to, and the sentence; `given` are those that have one."""
    return next(((field, sentence) for field, sentence in NEEDS[step] if field not in given), None)


class From(StrEnum):
    """Who referred her to this council, and under what."""

    DUTY_TO_REFER = "duty_to_refer"
    COUNCIL = "council"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a referral to this council."""

    TAKEN_UP = "taken_up"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of referral to this council: how it is called, its clock, and what may become of it."""

    title: str
    clock: str
    outcomes: tuple[Outcome, ...]


RECEIVED: dict[From, Kind] = {
    From.DUTY_TO_REFER: Kind(
        "A service with the duty to refer (s213B)", "referral-contact",
        (Outcome.TAKEN_UP, Outcome.NOT_REACHED, Outcome.WITHDRAWN),
    ),
    From.COUNCIL: Kind(
        "Another council (s198)", "referral-answer-here", (Outcome.TAKEN_UP, Outcome.REFUSED, Outcome.WITHDRAWN)
    ),
    From.OTHER: Kind(
        "Another service or person", "referral-contact", (Outcome.TAKEN_UP, Outcome.NOT_REACHED, Outcome.WITHDRAWN)
    ),
}  # fmt: skip
OUTCOME_WORDS = {
    Outcome.TAKEN_UP: "Taken up: we help her",
    Outcome.REFUSED: "Refused: the conditions are not met",
    Outcome.NOT_REACHED: "She could not be reached safely",
    Outcome.WITHDRAWN: "Taken back",
}
NEEDS_WORDS = frozenset({Outcome.REFUSED, Outcome.NOT_REACHED, Outcome.WITHDRAWN})


def why_not_answered(kind: From, outcome: Outcome, words: str | None) -> tuple[str, str] | None:
    """Why an outcome cannot be recorded: the question and the sentence; None where it can."""
    if outcome not in RECEIVED[kind].outcomes:
        return "outcome", "Select what became of it."
    if outcome in NEEDS_WORDS and not (words or "").strip():
        return "words", "Enter why."
    return None
