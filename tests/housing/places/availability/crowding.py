"""Many processes that all want a unit at once: what each of them does. Run in processes of their own."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import OperationalError

from housing import db, sealing, tables
from housing.access import system
from housing.places import diary
from housing.places.models import Unit
from housing.places.services import lock_unit
from housing.refusals import Refused

assert tables.METADATA.tables  # every table, since this is imported into processes that have read nothing else
BY = system("A crowd")
DAYS_AHEAD, LONGEST = 60, 4


@dataclass(frozen=True)
class Crowd:
    """Where they come from, what they want, how many times each tries; `careful`: locks the unit before it looks."""

    url: str
    keys: dict[int, bytes]
    units: tuple[UUID, ...]
    households: tuple[UUID, ...]
    now: datetime
    tries: int
    careful: bool


def press(crowd: Crowd, seed: int) -> int:
    """Try so many times to hold some unit on some days for some household; how many times it was given."""
    chance = random.Random(seed)
    sealing.use_keys(sealing.KeyRing(crowd.keys))
    db.bind(crowd.url, pool_size=1)
    try:
        return sum(_held(crowd, chance) for _ in range(crowd.tries))
    finally:
        db.unbind()


def _held(crowd: Crowd, chance: random.Random) -> bool:
    unit_id, household_id = chance.choice(crowd.units), chance.choice(crowd.households)
    from_on: date = crowd.now.date() + timedelta(days=chance.randrange(DAYS_AHEAD))
    until_on = from_on + timedelta(days=chance.randint(1, LONGEST))
    try:
        with db.transaction() as session:
            unit = lock_unit(session, unit_id) if crowd.careful else session.get_one(Unit, unit_id)
            diary.hold(
                session, unit, household_id=household_id, from_on=from_on, until_on=until_on,
                lapses_at=crowd.now + timedelta(days=1), by=BY, now=crowd.now,
            )  # fmt: skip
    except (Refused, OperationalError):  # the second is PostgreSQL choosing between two that wait for one another
        return False
    return True
