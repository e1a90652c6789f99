"""The life of one ordered measure, from the order to the coordinator's word that it is right. One table of moves.

Nothing is signed off unseen: what the contractor reports is accepted or sent back with a reason, line by line.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class LineEvent(StrEnum):
    """What can happen to an ordered measure; the value is the slug that is stored."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


class LineState(StrEnum):
    """Where an ordered measure is."""

    WAITING = "waiting"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    LEFT_OUT = "left_out"


_REPORT = {LineEvent.DONE: LineState.DONE, LineEvent.NOT_POSSIBLE: LineState.NOT_POSSIBLE}
_BACK = {LineEvent.SENT_BACK: LineState.SENT_BACK}
LINE_MOVES: dict[LineState, dict[LineEvent, LineState]] = {
    LineState.WAITING: _REPORT,
    LineState.DONE: {LineEvent.ACCEPTED: LineState.ACCEPTED, **_BACK},
    LineState.NOT_POSSIBLE: {LineEvent.ACCEPTED: LineState.LEFT_OUT, **_BACK},
    LineState.SENT_BACK: _REPORT,
    LineState.ACCEPTED: _BACK,
    LineState.LEFT_OUT: _BACK,
}
SETTLED = frozenset({LineState.ACCEPTED, LineState.LEFT_OUT})
WITH_CONTRACTOR = frozenset({LineState.WAITING, LineState.SENT_BACK})


class LineRefused(ValueError):
    """What happened does not follow from where the line is; `str(error)` says why."""


def after(state: LineState, event: LineEvent) -> LineState:
    """Where a line is after one more event.

    Raises:
        LineRefused: it cannot follow.
    """
    if event not in LINE_MOVES[state]:
        raise LineRefused(_WHY_NOT[state])
    return LINE_MOVES[state][event]


def line_state(events: Iterable[LineEvent]) -> LineState:
    """Where a line is, by what has happened to it, in order.

    Raises:
        LineRefused: the history is not one that can be.
    """
    state = LineState.WAITING
    for event in events:
        state = after(state, event)
    return state


def all_reported(states: Iterable[LineState]) -> bool:
    """Whether nothing is left for the contractor to do; a job without lines is never done."""
    found = list(states)
    return bool(found) and not any(state in WITH_CONTRACTOR for state in found)


def all_settled(states: Iterable[LineState]) -> bool:
    """Whether the coordinator has accepted every line, and at least one of them was really fitted."""
    found = list(states)
    return LineState.ACCEPTED in found and all(state in SETTLED for state in found)


_WHY_NOT = {
    LineState.WAITING: "The contractor has not reported on this measure yet",
    LineState.DONE: "This measure has been reported done already",
    LineState.NOT_POSSIBLE: "This measure has been reported as not possible already",
    LineState.SENT_BACK: "This measure was sent back: the contractor reports on it first",
    LineState.ACCEPTED: "This measure has been accepted already",
    LineState.LEFT_OUT: "It was agreed already to leave this measure out",
}
