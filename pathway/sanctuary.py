"""The life of a sanctuary job as one table of moves: from the referral to the outcome, and every way out of it.

A job runs on two tracks. On the paper track it is found eligible, the owner consents, somebody surveys and quotes and
approves. On the works track a contractor is ordered, comes, does the work, and it is signed off. Usually the second
begins where the first ends; emergency works (a lock tonight) begin before it, are recorded as that, and the paper
goes on beside them. What happened is a row that is never edited; where a job stands is worked out from its events.

Source: domain.md section 8; Sanctuary schemes practice guide (CLG 2010); the order of steps is local practice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pathway.sanctuary_moves import MOVES, Event, Move, Stage, Track

ENDED = frozenset({Stage.CLOSED, Stage.NOT_POSSIBLE, Stage.WITHDRAWN, Stage.RELEASED})
STUCK = frozenset({Stage.NOT_ELIGIBLE, Stage.CONSENT_REFUSED, Stage.NOT_APPROVED})
AFTERCARE = frozenset({Stage.SIGNED_OFF, Stage.REVIEWED_AT_3, Stage.REVIEWED_AT_6})
MADE_SAFE = frozenset({Stage.DONE, *AFTERCARE})
WITH_CONTRACTOR = frozenset({Stage.ORDERED, Stage.BOOKED})


@dataclass(frozen=True, slots=True)
class SanctuaryState:
    """A job as its events leave it.

    `paper` and `works` are where each track stands (`works` None: nothing is ordered now); `emergency` says that what
    is ordered came before the paperwork; `secured` that works have been signed off at some time; `surveyed` that there
    is a survey, also one from before the owner's consent; `ended` is how it ended.
    """

    paper: Stage = Stage.NOT_REFERRED
    works: Stage | None = None
    ended: Stage | None = None
    emergency: bool = False
    secured: bool = False
    surveyed: bool = False

    @property
    def stage(self) -> Stage:
        """The one stage that the board shows: the ending, else the works, else the paper."""
        return self.ended or self.works or self.paper

    @property
    def open(self) -> bool:
        """Referred and not ended."""
        return self.ended is None and self.paper is not Stage.NOT_REFERRED

    @property
    def made_safe(self) -> bool:
        """Whether works have been done: her clock stops here."""
        return self.secured or self.works in MADE_SAFE

    @property
    def allowed(self) -> tuple[Move, ...]:
        """The moves that can be made now, in the order of the table."""
        return tuple(move for move in MOVES if _allowed(self, move))

    def may(self, event: Event) -> bool:
        """Whether that event can happen now."""
        return _allowed(self, MOVE[event])


class MoveRefused(ValueError):
    """The event cannot happen now. The text is the sentence for the page; `state` is where the job stands."""

    def __init__(self, state: SanctuaryState, event: Event) -> None:
        super().__init__(f"“{MOVE[event].title}” cannot be recorded now: {state.stage.words}.")
        self.state = state
        self.event = event


MOVE: dict[Event, Move] = {move.event: move for move in MOVES}


def after(state: SanctuaryState, event: Event) -> SanctuaryState:
    """Where a job stands after one more event.

    Raises:
        MoveRefused: the table does not allow it where the job stands.
    """
    move = MOVE[event]
    if not _allowed(state, move):
        raise MoveRefused(state, event)
    if move.track is Track.WORKS:
        return _works(state, move)
    if move.track is Track.ENDING:
        return _ending(state, move)
    return _paper(state, move)


def state_of(events: Iterable[Event]) -> SanctuaryState:
    """Where a sequence of events leads to, oldest first; none at all is a job that has not been referred.

    Raises:
        MoveRefused: an event that the table does not allow where it stands.
    """
    state = SanctuaryState()
    for event in events:
        state = after(state, event)
    return state


def _allowed(state: SanctuaryState, move: Move) -> bool:
    if state.ended is not None:
        return state.ended in move.starts
    if move.event is Event.NOTHING_MORE:
        return state.works is None and state.secured and state.paper in move.starts
    if move.begins_works:
        return state.works is None and state.paper in move.starts
    if move.track is Track.PAPER:
        return state.paper in move.starts and (_paper_open(state) or move.to in STUCK)
    return state.stage in move.starts


def _paper_open(state: SanctuaryState) -> bool:
    """Whether the paper can still move on: nothing is ordered, or only what came before it."""
    return state.works is None or state.emergency


def _paper(state: SanctuaryState, move: Move) -> SanctuaryState:
    to = move.to or state.paper
    if move.event is Event.SURVEYED:
        return replace(state, surveyed=True, paper=state.paper if state.paper in _BEFORE_CONSENT else to)
    if to is Stage.CONSENTED and state.surveyed:
        to = Stage.SURVEYED  # the survey came first, to tell the owner what would be done
    return replace(state, paper=to)


def _works(state: SanctuaryState, move: Move) -> SanctuaryState:
    works: Stage | None = move.to or state.works
    if move.event is Event.ORDER_RETURNED:
        return replace(state, works=None, emergency=False)
    if move.event is Event.EMERGENCY_ORDERED:
        return replace(state, works=works, emergency=True)
    if move.event is Event.SIGNED_OFF:
        # after emergency works the paper goes on where it stands; after the others the time of reviews begins
        return replace(state, works=None if state.emergency else works, emergency=False, secured=True)
    return replace(state, works=works)


def _ending(state: SanctuaryState, move: Move) -> SanctuaryState:
    if move.event is Event.REOPENED:
        return replace(state, ended=None, works=move.to)
    return replace(state, ended=move.to or state.ended)


_BEFORE_CONSENT = frozenset({Stage.ELIGIBLE, Stage.CONSENT_ASKED, Stage.CONSENT_REFUSED})
