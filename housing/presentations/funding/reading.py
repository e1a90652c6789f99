"""Reading funding lines: where each stands, which nights it covers, and which routes are open to a household."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing.access import Actor, NotFound
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.funding.models import FundingEvent, FundingLine
from pathway.funding import FOLLOWS, Cover, Event, routes_open

Routes = Mapping[UUID, Sequence[str]]  # the routes of those households that have funding lines


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands: its newest event, and the newest one that says which nights it is for, if any does."""

    row: FundingLine
    last: FundingEvent
    terms: FundingEvent | None

    @property
    def state(self) -> Event:
        """Where it stands."""
        return Event(self.last.event)

    @property
    def may_follow(self) -> tuple[Event, ...]:
        """What can be recorded next."""
        return FOLLOWS[self.state]

    @property
    def cover(self) -> Cover | None:
        """The nights that it pays for; None where nothing is confirmed."""
        if self.terms is None or self.terms.from_on is None or self.state not in (Event.CONFIRMED, Event.ENDED):
            return None
        ends = [day for day in (self.terms.until_on, self._ended_on) if day is not None]
        until = min(ends, default=None)
        if self.terms.event != Event.CONFIRMED or (until is not None and until <= self.terms.from_on):
            return None
        return Cover(self.row.route, self.terms.from_on, until, self.terms.per_night, str(self.row.id))

    @property
    def _ended_on(self) -> date | None:
        return self.last.until_on if self.state is Event.ENDED else None


def line_of(row: FundingLine) -> Line:
    """A line with its events loaded."""
    dated = [event for event in row.events if event.event in (Event.ASKED, Event.CONFIRMED) and event.from_on]
    confirmed = [event for event in dated if event.event == Event.CONFIRMED]
    newest = (confirmed or dated)[-1] if dated else None
    return Line(row, row.events[-1], newest)


def lines_of(session: Session, households: Iterable[UUID]) -> dict[UUID, list[Line]]:
    """The lines of some households in one query, oldest first; households without any are not in the answer."""
    query = (
        select(FundingLine)
        .where(FundingLine.household_id.in_(sorted(set(households))))
        .options(joinedload(FundingLine.events))
        .order_by(FundingLine.recorded_at, FundingLine.id)
    )
    found: defaultdict[UUID, list[Line]] = defaultdict(list)
    for row in session.scalars(query).unique():
        found[row.household_id].append(line_of(row))
    return dict(found)


def one_line(session: Session, actor: Actor, household_id: UUID, line_id: UUID, permission: str) -> Line:
    """One line of a household.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = (
        select(FundingLine)
        .join(Household, Household.id == FundingLine.household_id)
        .where(FundingLine.id == line_id, FundingLine.household_id == household_id, visible(actor, permission))
        .options(selectinload(FundingLine.events))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("funding line")
    return line_of(found)


def covers_of(lines: Iterable[Line]) -> list[Cover]:
    """The nights that confirmed lines pay for."""
    return [cover for line in lines if (cover := line.cover) is not None]


def open_routes(
    answered: Iterable[str], lines: Sequence[Line], on: date, *, within_days: int = 0, least_nights: int = 1
) -> list[str]:
    """The routes open to a household: for a route with a line its confirmed nights decide, for the others the answer.

    So that asking children's services for money takes no other way of paying from her (docs/adr/0070).
    """
    decided = {line.row.route for line in lines}
    paid = routes_open(covers_of(lines), on, within_days=within_days, least_nights=least_nights)
    return sorted({*(route for route in answered if route not in decided), *paid})


def routes_of(
    session: Session,
    households: Mapping[UUID, Iterable[str]],
    on: date,
    *,
    within_days: int = 0,
    least_nights: int = 1,
) -> dict[UUID, list[str]]:
    """As `open_routes` for those households that have lines, in one query; `households` says what each answered."""
    return {
        household_id: open_routes(
            households[household_id], lines, on, within_days=within_days, least_nights=least_nights
        )
        for household_id, lines in lines_of(session, households).items()
    }
