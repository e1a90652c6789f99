"""Whatever is done to a unit, in whatever order: no two lines overlap, and what is said of it can be relied on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, aliased

from housing import db
from housing.access import Actor
from housing.places import diary, services
from housing.places.models import Unit, UnitPeriod
from housing.places.state import PLANNED, UnitState
from housing.places.voids.services import record_void
from housing.places.voids.works import Works
from housing.refusals import Refused
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import NOW

DAY = timedelta(days=1)


class Life:
    """One unit, what may be done to it, and the day it is."""

    def __init__(self, engine: Engine, unit_id: UUID, by: Actor, households: list[UUID]) -> None:
        self.engine, self.unit_id, self.by, self.households = engine, unit_id, by, households
        self.now: datetime = NOW

    def standing(self, session: Session) -> UnitState:
        return diary.standing(session, services.lock_unit(session, self.unit_id), now=self.now)

    def line(self, session: Session, kind: str) -> UnitPeriod | None:
        """The last line in force of a kind that is not over: a stay with a recorded end is."""
        lines = [each for each in diary.in_force(session, self.unit_id) if each.kind == kind]
        going_on = [each for each in lines if each.during.upper is None or each.reason == PLANNED]
        return going_on[-1] if going_on else None

    def wait(self, days: int) -> None:
        self.now += days * DAY

    def prepare(self, days: int) -> None:
        services.prepare_unit(unit_id=self.unit_id, ready_on=self.now.date() + days * DAY, by=self.by, now=self.now)

    def close(self, days: int) -> None:
        until = self.now.date() + days * DAY if days else None
        works = Works(reason="repairs", from_on=self.now.date(), until_on=until)
        record_void(unit_id=self.unit_id, works=works, by=self.by, now=self.now)

    def free(self, days: int) -> None:
        services.make_available(unit_id=self.unit_id, from_on=self.now.date() + days * DAY, by=self.by, now=self.now)

    def hold(self, days: int) -> None:
        with db.transaction() as session:
            unit = services.lock_unit(session, self.unit_id)
            diary.hold(
                session, unit, household_id=self.households[days % len(self.households)],
                from_on=self.now.date() + days * DAY, lapses_at=self.now + DAY, by=self.by, now=self.now,
            )  # fmt: skip

    def release(self, _days: int) -> None:
        with db.transaction() as session:
            services.lock_unit(session, self.unit_id)
            if held := self.line(session, "hold"):
                diary.replace(session, held, now=self.now)

    def arrive(self, _days: int) -> None:
        with db.transaction() as session:
            services.lock_unit(session, self.unit_id)
            if held := self.line(session, "hold"):
                diary.let(session, held, arrived_on=self.now.date(), by=self.by, now=self.now)

    def plan(self, days: int) -> None:
        with db.transaction() as session:
            services.lock_unit(session, self.unit_id)
            if stay := self.line(session, "stay"):
                leaving = self.now.date() + days * DAY if days else None
                diary.plan_leaving(session, stay, leaving_on=leaving, by=self.by, now=self.now)

    def leave(self, days: int) -> None:
        with db.transaction() as session:
            unit = services.lock_unit(session, self.unit_id)
            if stay := self.line(session, "stay"):
                left_on = max(self.now.date() - days * DAY, stay.during.lower or self.now.date())
                diary.end_stay(session, stay, left_on=left_on, by=self.by, now=self.now)
                services.prepare_after(session, unit, left_on=left_on, by=self.by, now=self.now)


ACTS: tuple[Callable[[Life, int], None], ...] = (
    Life.wait, Life.prepare, Life.close, Life.free, Life.hold, Life.release, Life.arrive, Life.plan, Life.leave,
)  # fmt: skip
HISTORIES = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 6)), min_size=4, max_size=14)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_no_history_overlaps_and_the_first_free_day_is_the_first(
    there: Arranged, history: list[tuple[Callable[[Life, int], None], int]]
) -> None:
    unit = there.town.unit(there.home)
    households = [there.town.household().id for _ in range(3)]
    there.town.session.commit()
    life = Life(there.engine, unit.id, there.manager, households)
    for act, days in history:
        with suppress(Refused):
            act(life, days)
        assert overlaps(there.engine, unit) == 0
        check_first_free_day(life)


def overlaps(engine: Engine, unit: Unit) -> int:
    """How many pairs of lines in force share a day."""
    one, other = aliased(UnitPeriod), aliased(UnitPeriod)
    with Session(engine) as session:
        found = session.scalar(
            select(func.count())
            .select_from(one)
            .join(other, (one.unit_id == other.unit_id) & (one.id < other.id) & one.during.overlaps(other.during))
            .where(one.unit_id == unit.id, one.replaced_at.is_(None), other.replaced_at.is_(None))
        )
    return found or 0


def check_first_free_day(life: Life) -> None:
    """From `available_from` the unit can be held, and not from the day before; where it is None, from no day."""
    with Session(life.engine) as session:
        state = life.standing(session)
        days = [life.now.date() + number * DAY for number in (0, 1, 400)]
        if state.available_from is not None:
            days = [state.available_from - DAY, state.available_from]
        held = [may_be_held(session, life, day) for day in days]
    assert held == ([False, True] if state.available_from is not None else [False] * 3)


def may_be_held(session: Session, life: Life, day: date) -> bool:
    unit = services.lock_unit(session, life.unit_id)
    attempt = session.begin_nested()
    try:
        diary.hold(
            session, unit, household_id=life.households[0], from_on=day, lapses_at=life.now + DAY, by=life.by,
            now=life.now,
        )  # fmt: skip
    except Refused:
        return False
    else:
        return True
    finally:
        attempt.rollback()
