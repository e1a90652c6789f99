"""The nights of a planned stay and who pays for each: of where a household lives, is to live, or could go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.places.lapsing import in_force
from housing.places.models import Unit, UnitPeriod
from housing.places.state import PLANNED
from housing.presentations.funding.reading import Line, covers_of
from pathway.charges import Against, Sums, against, per_night, sums
from pathway.funding import Coverage, Stretch, coverage

SHOWN_DAYS = 182  # of a picture: half a year, longer where the stay is planned to be longer


@dataclass(frozen=True, slots=True)
class Planned:
    """Nights `[from_on, until_on)` somewhere, None where no end is planned. `held`: promised, not lived in yet.

    `unit_id`: where, None for nights that could be anywhere.
    """

    from_on: date
    until_on: date | None
    held: bool = False
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch in a picture: where it begins and how wide it is, in per cent; `paid` where somebody pays."""

    x: float
    width: float
    paid: bool


def planned_of(session: Session, households: Iterable[UUID], now: datetime) -> dict[UUID, Planned]:
    """Where some households live or are to live, in one query; a promised home counts before the one she leaves."""
    today = day_of(now)
    query = select(UnitPeriod).where(UnitPeriod.household_id.in_(sorted(set(households))), in_force(now))
    found: defaultdict[UUID, list[UnitPeriod]] = defaultdict(list)
    for line in session.scalars(query):
        if line.household_id is not None:
            found[line.household_id].append(line)
    planned = {household_id: planned_in(diary, today) for household_id, diary in found.items()}
    return {household_id: each for household_id, each in planned.items() if each is not None}


def planned_in(diary: Iterable[UnitPeriod], today: date) -> Planned | None:
    """What the lines of one household in force say of where it stays from today on."""
    ahead = [line for line in diary if line.reason == PLANNED or line.during.upper is None or line.during.upper > today]
    line = min(ahead, key=lambda each: each.kind, default=None)  # a hold, then a stay
    if line is None or line.during.lower is None:
        return None
    return replace(_planned(line.kind, line.during.lower, line.during.upper, line.reason, today), unit_id=line.unit_id)


def _planned(kind: str, lower: date, upper: date | None, reason: str | None, today: date) -> Planned:
    """A hold ends when it is answered, which says nothing of the stay; nor does a planned day that has passed."""
    if kind == "hold":
        return Planned(lower, None, held=True)
    return Planned(lower, upper if reason == PLANNED and upper is not None and upper > today else None)


def covered(lines: Iterable[Line], planned: Planned) -> Coverage:
    """Who pays for which night of it."""
    return coverage(covers_of(lines), planned.from_on, planned.until_on)


def blocks(found: Coverage, today: date) -> tuple[Block, ...]:
    """A picture of the nights from today on, a bar cut where who pays changes."""
    first = max(found.from_on, today)
    last = found.until_on or first + timedelta(days=SHOWN_DAYS)
    whole = (last - first).days
    if whole <= 0:
        return ()
    made = []
    for stretch in found.stretches:
        begins = min(max(stretch.from_on, first), last)
        ends = min(max(stretch.until_on or last, first), last)
        if begins < ends:
            x, width = (begins - first).days / whole, (ends - begins).days / whole
            made.append(Block(round(100 * x, 2), round(100 * width, 2), bool(stretch.covers)))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of nights; `paid_by` the lines that pay, none of a stretch that nobody pays for.

    `cost`: the nights against what the place costs, None where that is not known.
    """

    stretch: Stretch
    paid_by: tuple[str, ...]
    cost: Against | None = None

    @property
    def per_night(self) -> Decimal | None:
        """What they pay together for a night, in pounds."""
        return self.stretch.per_night


def table_of(
    found: Coverage, lines: Sequence[Line], routes: Mapping[str, str], charge: Decimal | None = None
) -> list[Row]:
    """The stretches with who pays, in words; `routes` is the code list, `charge` what a night there costs."""
    said = {str(line.row.id): f"{routes.get(line.row.route, line.row.route)}: {line.row.payer}" for line in lines}
    return [
        Row(each, tuple(said[cover.key] for cover in each.covers), None if charge is None else Against(each, charge))
        for each in found.stretches
    ]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a place costs a night against what is confirmed, in sums; `weekly` as it is recorded of the unit."""

    weekly: Decimal
    nightly: Decimal
    sums: Sums


def cost_of(found: Coverage, weekly: Decimal | None) -> Cost | None:
    """The sums of a stay; None where nobody recorded what the unit costs."""
    if weekly is None:
        return None
    nightly = per_night(weekly)
    return Cost(weekly, nightly, sums(against(found, nightly)))


def weekly_charge(session: Session, unit_id: UUID | None) -> Decimal | None:
    """What a unit costs a week, as its provider recorded it; one query, none without a unit."""
    return None if unit_id is None else session.scalar(select(Unit.weekly_charge).where(Unit.id == unit_id))
