"""When each unit can next be lived in, why, and how sure that is. Pure: standings in, expectations out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from housing.places.models import Property, Unit
from housing.places.seeing import Standing

WEEK = timedelta(days=7)
WEEKS = 12
NEAR = 4  # weeks of the nearer of the two looks ahead

NOW, PLANNED, HELD, OVERDUE, UNKNOWN = "now", "planned", "held", "overdue", "unknown"
# kind of state -> how sure a day without a date is, where there is none
WITHOUT_A_DAY = {"overdue": OVERDUE, "held": HELD, "booked": HELD}


@dataclass(frozen=True, slots=True)
class Expected:
    """A unit and the first day from which somebody new could have it; `on` None: nobody knows one.

    `sure`: now; planned (a day that somebody has recorded, with the working days of preparation after a departure);
    held (free again only if the offer comes to nothing); overdue (its leaving day has passed); unknown.
    """

    unit: Unit
    home: Property
    on: date | None
    sure: str
    state: str

    @property
    def size(self) -> int:
        """How many bedrooms it has."""
        return len(self.unit.bedrooms)


def expected(found: Iterable[Standing], *, today: date) -> list[Expected]:
    """What is to be expected of each unit, in the order given."""
    return [_expected(each, today) for each in found]


def _expected(each: Standing, today: date) -> Expected:
    state, on = each.state, each.state.available_from
    if on is None:
        return Expected(each.unit, each.home, None, WITHOUT_A_DAY.get(state.kind, UNKNOWN), state.kind)
    return Expected(each.unit, each.home, on, NOW if on <= today else PLANNED, state.kind)


def weeks(today: date) -> list[date]:
    """The first days of the weeks that are looked at; the first begins tomorrow: what is free today is free already."""
    return [today + timedelta(days=1) + WEEK * number for number in range(WEEKS)]


def by_week(found: Iterable[Expected], kind: str, *, today: date) -> list[int]:
    """How many units of a kind become free in each of the weeks."""
    firsts = weeks(today)
    days = [each.on for each in found if each.sure == PLANNED and each.home.kind == kind and each.on is not None]
    return [sum(first <= day < first + WEEK for day in days) for first in firsts]


@dataclass(frozen=True, slots=True)
class Size:
    """What is to be expected of units of one kind with so many bedrooms (None: of all), by how sure it is.

    `near` and `far` are the units free by then, those free now left out; `later` after that.
    """

    kind: str
    bedrooms: int | None
    now: int
    near: int
    far: int
    later: int
    held: int
    overdue: int
    unknown: int

    @property
    def units(self) -> int:
        """How many units there are."""
        return self.now + self.far + self.later + self.held + self.overdue + self.unknown


def by_size(found: Sequence[Expected], kinds: Iterable[str], *, today: date) -> list[Size]:
    """A row for each kind and number of bedrooms that there is, and one for all of them at the end."""
    made = []
    for kind in kinds:
        of_kind = [each for each in found if each.home.kind == kind]
        made += [
            _size([each for each in of_kind if each.size == size], kind, size, today)
            for size in sorted({each.size for each in of_kind})
        ]
    return [*made, _size(found, "", None, today)] if len(made) > 1 else made


def _size(found: Sequence[Expected], kind: str, bedrooms: int | None, today: date) -> Size:
    days = [each.on for each in found if each.sure == PLANNED and each.on is not None]
    near = sum(day <= today + WEEK * NEAR for day in days)
    far = sum(day <= today + WEEK * WEEKS for day in days)
    held, overdue, unknown = (sum(each.sure == sure for each in found) for sure in (HELD, OVERDUE, UNKNOWN))
    return Size(
        kind, bedrooms, sum(each.sure == NOW for each in found), near, far, len(days) - far, held, overdue, unknown
    )
