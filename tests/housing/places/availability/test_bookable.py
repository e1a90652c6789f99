"""What search shows, what the matcher is told, and what a booking takes are one thing, after any history of a unit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from housing import db
from housing.access import Extent
from housing.placements.closing import services as closing
from housing.placements.closing.services import Plan
from housing.placements.matching.snapshot import take
from housing.places import diary, services
from housing.places.availability.table import UnitGaps, gaps_by_unit
from housing.places.opening.turnover import set_turnover
from housing.places.state import PLANNED
from housing.refusals import Refused
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import COUNCIL
from tests.housing.places.test_histories import ACTS, DAY, Life

AHEAD = 12


class LongLife(Life):
    """Also closed for some days, held for some days only, and given other rules."""

    home: Arranged

    def shut(self, days: int) -> None:
        today = self.now.date()
        plan = Plan(today + days * DAY, today + (days + 3) * DAY if days % 2 else None, "works")
        closing.close_unit(unit_id=self.unit_id, plan=plan, by=self.by, now=self.now)

    def shut_whole(self, days: int) -> None:
        plan = Plan(self.now.date(), self.now.date() + (days + 1) * DAY, "fire", unsafe=True)
        closing.close_property(property_id=self.home.home.id, plan=plan, by=self.by, now=self.now)

    def turn_over(self, days: int) -> None:
        set_turnover(property_id=self.home.home.id, same_day=bool(days % 2), by=self.by, now=self.now)

    def hold_for_some_days(self, days: int) -> None:
        with db.transaction() as session:
            diary.hold(
                session, services.lock_unit(session, self.unit_id), household_id=self.households[0],
                from_on=self.now.date() + DAY, until_on=self.now.date() + (days + 2) * DAY, lapses_at=self.now + DAY,
                by=self.by, now=self.now,
            )  # fmt: skip

    def leave_as_planned(self, _days: int) -> None:
        with db.transaction() as session:
            unit = services.lock_unit(session, self.unit_id)
            stay = self.line(session, "stay")
            if stay is None or stay.reason != PLANNED or not stay.during.upper:
                return
            left_on = min(stay.during.upper, self.now.date())
            diary.end_stay(session, stay, left_on=left_on, by=self.by, now=self.now)
            services.prepare_after(session, unit, left_on=left_on, by=self.by, now=self.now)


MORE: tuple[Callable[[LongLife, int], None], ...] = (
    *ACTS, LongLife.shut, LongLife.shut_whole, LongLife.turn_over, LongLife.hold_for_some_days, LongLife.hold,
    LongLife.plan, LongLife.leave_as_planned,
)  # fmt: skip
LIVES = st.lists(st.tuples(st.sampled_from(MORE), st.integers(0, 6)), min_size=3, max_size=14)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=LIVES, preparation=st.integers(0, 2))
def test_whatever_is_proposable_can_be_booked_and_the_reverse(
    there: Arranged, history: list[tuple[Callable[[LongLife, int], None], int]], preparation: int
) -> None:
    home = there.home = there.town.home("refuge", preparation_days=preparation)
    unit = there.town.unit(home)
    households = [there.town.household().id for _ in range(3)]
    there.town.session.commit()
    life = LongLife(there.engine, unit.id, there.manager, households)
    life.home = there
    for act, days in history:
        with suppress(Refused):
            act(life, days)
    with Session(there.engine) as session:
        proposed = proposable(session, life)
        found = searched(session, life)
        dates = [life.now.date() + number * DAY for number in range(-1, AHEAD)]
        for day in dates:
            assert booked(session, life, day, None) is (proposed is not None and day >= proposed)
        for length in (1, 2, 5):
            for day in dates[1:]:
                fits = any(g.from_on <= day and g.leave_by and day + length * DAY <= g.leave_by for g in found.gaps)
                assert booked(session, life, day, day + length * DAY) is fits
    assert found.open_from == proposed


def proposable(session: Session, life: LongLife) -> date | None:
    """From which day on the matcher is told that the unit is free; None where it is not told of it."""
    units = [unit for home in take(session, COUNCIL, now=life.now).document["properties"] for unit in home["units"]]
    told = [date.fromisoformat(unit["available_from"]) for unit in units if unit["id"] == str(life.unit_id)]
    return told[0] if told else None


def searched(session: Session, life: LongLife) -> UnitGaps:
    """What a search over every unit says of this one."""
    return gaps_by_unit(session, Extent(authorities=frozenset({COUNCIL})), now=life.now)[life.unit_id]


def booked(session: Session, life: LongLife, from_on: date, until_on: date | None) -> bool:
    """Whether the diary takes it, database and all; it is given back at once."""
    attempt = session.begin_nested()
    try:
        diary.hold(
            session, services.lock_unit(session, life.unit_id), household_id=life.households[2], from_on=from_on,
            until_on=until_on, lapses_at=life.now + DAY, by=life.by, now=life.now,
        )  # fmt: skip
    except Refused:
        return False
    else:
        return True
    finally:
        attempt.rollback()
