"""How the codes of a job read: measures and rooms, reasons, and each event as a line of its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from sqlalchemy.orm import Session

from housing.codes import choices, keep_lists
from housing.sanctuary.models import SanctuaryEvent, SanctuaryJob
from housing.web.filters import money, said_date, said_moment
from pathway.sanctuary import MOVE
from pathway.sanctuary_moves import Event

REASONS = {
    Event.CONSENT_REFUSED: "sanctuary_consent_refusal",
    Event.NOT_APPROVED: "sanctuary_not_approved",
    Event.WITHDRAWN: "sanctuary_withdrawal",
    Event.NOT_POSSIBLE: "sanctuary_not_possible",
}
MOVED = {"offer_accepted": "She and a provider have accepted another home", "arrived": "She has moved"}
SUMS = ("total", "limit")


class Measure(Protocol):
    """What a survey, an order and a contractor's page have in common: one line."""

    @property
    def measure(self) -> str: ...
    @property
    def room(self) -> str: ...
    @property
    def quantity(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Lists:
    """A council's words for measures, rooms and reasons."""

    measures: Mapping[str, str]
    rooms: Mapping[str, str]
    reasons: Mapping[Event, Mapping[str, str]]

    def line(self, each: Measure) -> str:
        """ "Door locks, front door, 2"."""
        what = self.measures.get(each.measure, each.measure)
        where = self.rooms.get(each.room, each.room)
        many = f", {each.quantity}" if each.quantity > 1 else ""
        return f"{what}, {where[:1].lower()}{where[1:]}{many}"

    def reason(self, event: Event, slug: str | None) -> str:
        """A reason's words; an older code that nobody knows any more is shown as it is."""
        return "" if slug is None else self.reasons.get(event, MOVED).get(slug, slug)

    @staticmethod
    def pounds(stored: str) -> Decimal:
        """A sum that an event keeps as text."""
        return Decimal(stored)


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the component `timeline` shows it."""

    title: str
    when: str
    machine_when: str
    by: str
    text: str


def lists_of(session: Session, authority: str) -> Lists:
    """A council's lists that jobs are described with, in one query."""
    keep_lists(session, authority)
    return Lists(
        choices(session, "sanctuary_measure", authority),
        choices(session, "sanctuary_room", authority),
        {event: choices(session, name, authority) for event, name in REASONS.items()},
    )


def told(job: SanctuaryJob, lists: Lists) -> list[Line]:
    """A job's events, newest first; its events must be loaded."""
    return [_line(row, lists) for row in reversed(job.events)]


def _line(row: SanctuaryEvent, lists: Lists) -> Line:
    event = Event(row.event)
    sums = [money(Lists.pounds(row.facts[name])) for name in SUMS if name in row.facts]
    parts = (
        f"On {said_date(row.happened_on)}" if row.happened_on else "",
        *sums,
        lists.reason(event, row.reason),
        row.words or "",
    )
    return Line(MOVE[event].title, said_moment(row.at), row.at.isoformat(), row.by_name, ". ".join(filter(None, parts)))
