"""The council's words for what is stored as slugs, read once for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from housing.codes import choices
from pathway.sanctuary_appointments import VisitState
from pathway.sanctuary_lines import LineState

LINES = {
    LineState.WAITING: ("To do", "blue"),
    LineState.DONE: ("Reported done", "yellow"),
    LineState.NOT_POSSIBLE: ("Reported not possible", "yellow"),
    LineState.SENT_BACK: ("Sent back", "red"),
    LineState.ACCEPTED: ("Accepted", "green"),
    LineState.LEFT_OUT: ("Left out, as agreed", "grey"),
}
VISITS = {
    VisitState.PROPOSED: ("She is being asked", "yellow"),
    VisitState.CONFIRMED: ("Agreed with her", "green"),
    VisitState.ATTENDED: ("Took place", "blue"),
    VisitState.MISSED: ("Missed", "red"),
    VisitState.CALLED_OFF: ("Called off", "grey"),
}


class Measured(Protocol):
    """What names a measure: an ordered line, or extra work."""

    measure: str
    room: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Words:
    """Labels by slug."""

    measures: Mapping[str, str]
    rooms: Mapping[str, str]
    reasons: Mapping[str, str]

    def measure(self, row: Measured) -> str:
        """ "2 window locks, upper floor windows" as the list calls them."""
        what, where = self.measures.get(row.measure, row.measure), self.rooms.get(row.room, row.room)
        many = f" × {row.quantity}" if row.quantity > 1 else ""
        return f"{what}{many}, {where[:1].lower()}{where[1:]}"

    @property
    def lines(self) -> Mapping[LineState, tuple[str, str]]:
        """A measure's state: its words and the colour of its tag."""
        return LINES

    @property
    def visits(self) -> Mapping[VisitState, tuple[str, str]]:
        """A visit's state: its words and the colour of its tag."""
        return VISITS


def words_of(session: Session, authority: str | None = None) -> Words:
    """The words of one council."""
    return Words(
        choices(session, "sanctuary_measure", authority),
        choices(session, "sanctuary_room", authority),
        choices(session, "sanctuary_order_return", authority),
    )
