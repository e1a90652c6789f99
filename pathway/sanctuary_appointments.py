"""The life of one appointment at her home: proposed, agreed with her, then attended, missed or called off.

Nobody goes to the door on a proposal: only what she has agreed to is a visit. After so many missed visits in a row
somebody asks first whether she is safe; a visit that nobody opened to may be a sign, not a nuisance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum


class VisitEvent(StrEnum):
    """What can happen to an appointment; the value is the slug that is stored."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    MISSED = "missed"
    CALLED_OFF = "called_off"


class VisitState(StrEnum):
    """Where an appointment is: not made, one of two that are open, or one of three endings."""

    NOT_MADE = "not_made"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    MISSED = "missed"
    CALLED_OFF = "called_off"


_OFF = {VisitEvent.CALLED_OFF: VisitState.CALLED_OFF}
VISIT_MOVES: dict[VisitState, dict[VisitEvent, VisitState]] = {
    VisitState.NOT_MADE: {VisitEvent.PROPOSED: VisitState.PROPOSED},
    VisitState.PROPOSED: {VisitEvent.CONFIRMED: VisitState.CONFIRMED, **_OFF},
    VisitState.CONFIRMED: {
        VisitEvent.ATTENDED: VisitState.ATTENDED,
        VisitEvent.MISSED: VisitState.MISSED,
        **_OFF,
    },
    VisitState.ATTENDED: {},
    VisitState.MISSED: {},
    VisitState.CALLED_OFF: {},
}
OPEN = frozenset({VisitState.PROPOSED, VisitState.CONFIRMED})
_SAID = {
    VisitState.NOT_MADE: "No visit has been proposed",
    VisitState.PROPOSED: "She has not agreed to this visit yet",
    VisitState.CONFIRMED: "She has agreed to this visit already",
    VisitState.ATTENDED: "This visit has taken place already",
    VisitState.MISSED: "This visit has been recorded as missed already",
    VisitState.CALLED_OFF: "This visit has been called off",
}


class VisitRefused(ValueError):
    """What happened does not follow from where the appointment is; `str(error)` says why."""


def after(state: VisitState, event: VisitEvent) -> VisitState:
    """Where an appointment is after one more event.

    Raises:
        VisitRefused: it cannot follow.
    """
    if event not in VISIT_MOVES[state]:
        raise VisitRefused(_SAID[state])
    return VISIT_MOVES[state][event]


def visit_state(events: Iterable[VisitEvent]) -> VisitState:
    """Where an appointment is, by what has happened to it, in order.

    Raises:
        VisitRefused: the history is not one that can be.
    """
    state = VisitState.NOT_MADE
    for event in events:
        state = after(state, event)
    return state


def missed_in_a_row(endings: Sequence[VisitState]) -> int:
    """How many visits were missed since the last that took place; `endings` oldest first, open ones left out."""
    count = 0
    for state in endings:
        count = count + 1 if state is VisitState.MISSED else 0 if state is VisitState.ATTENDED else count
    return count
