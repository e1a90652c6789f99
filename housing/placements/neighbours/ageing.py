"""Birthdays that will change what a place allows: said to the council and to the provider in good time.

A boy who turns the age that a service sets, children who will be too old to share: nobody leaves because of a birthday,
but somebody has to agree beforehand what happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from housing.access import Role
from housing.clock import day_of
from housing.codes import setting
from housing.db import reading, transaction
from housing.households.models import Household
from housing.placements.matching.apart import not_over
from housing.placements.neighbours.judging import Broken, Lived, judge, lived_in, whole
from housing.placements.neighbours.watching import BIRTHDAY, HAVEN
from housing.places.models import UnitPeriod
from housing.tasks.models import Task
from housing.tasks.raising import raise_task
from housing.web.filters import said_date

DAYS = "compatibility.birthday_warning_days"
TITLE = "A birthday will change what this place allows"


@dataclass(frozen=True, slots=True)
class Coming:
    """A day on which rules will no longer hold for a household in its unit.

    `partly`: the earliest that it may be, perhaps past, since a date of birth is only partly known.
    """

    on: date
    lived: Lived
    broken: tuple[Broken, ...]
    partly: bool = False


def warn_of_birthdays(authority: str, *, now: datetime) -> int:
    """Raise the tasks of one council that nobody has had yet, a household at a time; how many birthdays there were."""
    on = day_of(now)
    with reading() as session:
        days = setting(session, DAYS, authority=authority, on=on)
        households = [each for each in session.scalars(_living(authority, on)) if each is not None]
    return sum(_warn(household_id, days, now) for household_id in households)


def coming(household: Household, lived: Sequence[Lived], *, on: date, days: int) -> Iterator[Coming]:
    """The first birthday of the next `days` after which a rule does not hold that holds today, for each unit.

    Of somebody whose date of birth is partly known it is the earliest possible, which may be past: whether the rule
    still holds is then to be asked.
    """
    exact = [person.born for person in household.people]
    first = {str(person.id): person.born_from for person in household.people if person.born_from is not None}
    past = [_last_birthday(born, on) for born in first.values()]
    maybe = sorted({*past, *birthdays(first.values(), on=on, days=days)})
    for each in lived:
        now_broken = {broken.rule for broken in judge(household, each, (), on)}
        sure = _first(household, each, birthdays(exact, on=on, days=days), now_broken, on)
        possible = _first(household, each, maybe, now_broken, on, first)
        found = [one for one in (sure, possible) if one is not None]
        if found:
            yield min(found, key=lambda one: (one.on, one.partly))


def _first(
    household: Household,
    lived: Lived,
    days: Iterable[date],
    now_broken: set[str],
    on: date,
    earliest: Mapping[str, date] | None = None,
) -> Coming | None:
    """The first of these days on which a rule does not hold that holds today; `earliest` are days of birth to take."""
    for day in days:
        broken = judge(household, lived, (), max(day, on), earliest=earliest)
        new = tuple(each for each in broken if each.rule not in now_broken)
        if new:
            return Coming(day, lived, new, earliest is not None)
    return None


def _last_birthday(born: date, on: date) -> date:
    """The last birthday up to a day, or the day of birth itself."""
    this_year = _birthday(born, on.year)
    return max(born, this_year if this_year <= on else _birthday(born, on.year - 1))


def birthdays(born: Iterable[date | None], *, on: date, days: int) -> list[date]:
    """The birthdays after a day and not later than so many days on, in order; of 29 February on 1 March."""
    last = on + timedelta(days=days)
    found = {_birthday(each, year) for each in born if each is not None for year in range(on.year, last.year + 1)}
    return sorted(day for day in found if on < day <= last)


def _birthday(born: date, year: int) -> date:
    leap = (born.month, born.day) == (2, 29)
    return date(year, 3, 1) if leap and not _has_leap_day(year) else born.replace(year=year)


def _has_leap_day(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _living(authority: str, on: date) -> Select[UUID | None]:
    query = select(UnitPeriod.household_id).where(
        UnitPeriod.authority_code == authority, UnitPeriod.household_id.is_not(None), not_over(on)
    )
    return query.distinct()


def _warn(household_id: UUID, days: int, now: datetime) -> int:
    on = day_of(now)
    with transaction() as session:
        (household,) = whole(session, [household_id])
        found = list(coming(household, lived_in(session, household_id, on), on=on, days=days))
        known = set(session.scalars(select(Task.once).where(Task.kind == BIRTHDAY, Task.household_id == household_id)))
        new = [each for each in found if _cause(household_id, each, "council") not in known]
        for each in new:
            _raise(session, household, each, now)
    return len(new)


def _raise(session: Session, household: Household, each: Coming, now: datetime) -> None:
    because = "; ".join(broken.because for broken in each.broken)
    from_day = f"From {said_date(each.on)}" + (" at the earliest" if each.partly else "")
    if each.partly:
        because += ". A date of birth is only partly known: ask for it"
    why = (
        f"{from_day}: {because}. Nobody has to leave on that day. Agree in good time, council and "
        "provider together with the household, what will happen."
    )
    told: list[tuple[str, Role, UUID | None]] = [("council", Role.HOMELESSNESS, None)]
    if not household.restricted:  # nobody at the provider whom the case does not name is told a fact of it
        told.append(("provider", Role.REFUGE, each.lived.unit.property.organisation_id))
    for who, role, organisation in told:
        raise_task(
            session, kind=BIRTHDAY, authority=household.authority_code, role=role, organisation_id=organisation,
            title=TITLE, why=why, due_at=now + (max(each.on, day_of(now)) - day_of(now)), household_id=household.id,
            unit_id=each.lived.unit.id, once=_cause(household.id, each, who), by=HAVEN, now=now,
        )  # fmt: skip


def _cause(household_id: UUID, each: Coming, who: str) -> str:
    return f"{BIRTHDAY}:{who}:{household_id}:{each.lived.unit.id}:{each.on}"
