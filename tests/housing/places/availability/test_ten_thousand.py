"""Ten thousand attempts at fifty units from many processes: no two share a day, and without the guard some would."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from housing.config import Settings
from housing.places.models import HOUSEHOLD_HELD, UNIT_TAKEN, UnitPeriod
from tests.housing.placements.matching.factories import NOW, Town
from tests.housing.places.availability.crowding import Crowd, press

PROCESSES, UNITS, HOUSEHOLDS = 8, 50, 400
ROUNDS = 10
pytestmark = pytest.mark.slow


def gathered(engine: Engine, haven: Settings, *, tries: int, careful: bool, units: int = UNITS) -> Crowd:
    """A crowd before a made-up town with so many units; two that wait for one another are told so at once."""
    with Session(engine) as session:
        town = Town(session)
        home = town.home("refuge", preparation_days=0)
        homes = tuple(town.unit(home).id for _ in range(units))
        households = tuple(town.household().id for _ in range(HOUSEHOLDS))
        session.commit()
    with engine.begin() as connection:
        connection.execute(text(f"alter database {engine.url.database} set deadlock_timeout = '20ms'"))
    return Crowd(haven.database_url, haven.field_keys, homes, households, NOW, tries, careful)


def pressed(*crowds: Crowd) -> int:
    """How many holds they were given, all of them at once."""
    forked = get_context("forkserver")  # what they need is imported once, in a process that holds no connection
    forked.set_forkserver_preload([press.__module__])
    with ProcessPoolExecutor(PROCESSES, mp_context=forked) as pool:
        given = [pool.submit(partial(press, crowd), number) for number, crowd in enumerate(crowds)]
        return sum(each.result() for each in given)


def overlaps(engine: Engine, whose: str) -> int:
    """How many pairs of lines in force of one unit, or of one household, share a day."""
    one, other = aliased(UnitPeriod), aliased(UnitPeriod)
    column: InstrumentedAttribute[object] = getattr(one, whose)
    with Session(engine) as session:
        found = session.scalar(
            select(func.count())
            .select_from(one)
            .join(other, (column == getattr(other, whose)) & (one.id < other.id) & one.during.overlaps(other.during))
            .where(one.replaced_at.is_(None), other.replaced_at.is_(None))
        )
    return found or 0


def lines(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(UnitPeriod)) or 0


def test_ten_thousand_attempts_share_no_day(engine: Engine, haven: Settings) -> None:
    careful = gathered(engine, haven, tries=1250, careful=True)
    careless = replace(careful, careful=False)
    given = pressed(*[careful, careless] * (PROCESSES // 2))
    assert given == lines(engine) > UNITS
    assert overlaps(engine, "unit_id") == 0
    assert overlaps(engine, "household_id") == 0


def test_without_the_constraints_and_without_the_lock_some_do(engine: Engine, haven: Settings) -> None:
    """The negative control: the crowd is one that would find a hole.

    Whether two meet within the same milliseconds is chance, so the crowd comes again, each time to units of its own.
    """
    with engine.begin() as connection:
        for constraint in (UNIT_TAKEN, HOUSEHOLD_HELD):
            connection.execute(text(f"alter table unit_period drop constraint {constraint}"))
    crowd = gathered(engine, haven, tries=150, careful=False, units=UNITS * ROUNDS)
    for begin in range(0, UNITS * ROUNDS, UNITS):
        pressed(*[replace(crowd, units=crowd.units[begin : begin + UNITS])] * PROCESSES)
        if overlaps(engine, "unit_id"):
            break
    assert overlaps(engine, "unit_id") > 0
    assert overlaps(engine, "household_id") > 0
