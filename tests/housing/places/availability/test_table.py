"""The query over every unit says of each what the one rule says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from housing import db
from housing.access import Extent
from housing.places.availability.asking import Gap, first_free, gaps
from housing.places.availability.table import UnitGaps, gaps_by_unit
from housing.places.availability.terms import Closed, Terms
from housing.places.models import UnitPeriod
from housing.places.opening.models import Closing
from tests.housing.placements.matching.factories import COUNCIL, Town
from tests.housing.places.availability.diaries import TODAY, diaries, line, on, terms

NOW = datetime.combine(TODAY, time(9, 14), UTC)
COUNCIL_WIDE = Extent(authorities=frozenset({COUNCIL}))
WINDOW = 30
UNITS = st.lists(st.tuples(diaries(ahead=60), terms()), min_size=4, max_size=12)


def write(town: Town, lines: Sequence[UnitPeriod], agreed: Terms) -> UUID:
    """A unit in a property of its own, with this diary and these terms, straight into the tables."""
    home = town.home(preparation_days=agreed.preparation_days, same_day_turnover=agreed.same_day_turnover)
    unit = town.unit(home)
    for number, closed in enumerate(agreed.closed):
        town.session.add(
            Closing(
                authority_code=COUNCIL, property_id=home.id, unit_id=unit.id if number else None, reason="works",
                recorded_at=NOW, recorded_by_name="nobody",
                during=Range(closed.from_on, closed.until_on, bounds="[)"),
            )
        )  # fmt: skip
    for each in lines:
        town.session.add(
            UnitPeriod(
                id=uuid4(), unit_id=unit.id, authority_code=COUNCIL, kind=each.kind, during=each.during,
                household_id=each.household_id, reason=each.reason, recorded_at=NOW,
                lapses_at=NOW if each.kind == "hold" else None,
            )
        )  # fmt: skip
    town.session.flush()
    return unit.id


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(units=UNITS, start=st.integers(0, 10), length=st.integers(1, WINDOW))
def test_every_unit_has_the_gaps_of_the_one_rule(
    engine: Engine, units: list[tuple[list[UnitPeriod], Terms]], start: int, length: int
) -> None:
    from_on, until_on = on(start), on(start + length)
    with Session(engine) as session:
        session.execute(text("set local session_replication_role = replica"))  # no household of these exists
        town = Town(session)
        written = {write(town, *each): each for each in units}
        found = gaps_by_unit(session, COUNCIL_WIDE, now=NOW, from_on=from_on, until_on=until_on)
        session.rollback()
    for unit_id, (lines, agreed) in written.items():
        assert list(found[unit_id].gaps) == gaps(lines, agreed, from_on, until_on, today=TODAY)
        first = first_free(lines, agreed, from_on, today=TODAY)
        assert found[unit_id].open_from == (first if first is not None and first < until_on else None)


def test_a_year_from_today_and_only_what_the_person_may_see(engine: Engine) -> None:
    with Session(engine) as session:
        town = Town(session)
        free = write(town, [], Terms(1))
        closes = write(town, [], Terms(1, closed=(Closed(on(9), None, "contract_ends"),)))
        session.flush()
        db_extent = Extent(organisations=frozenset({town.provider}))
        found = gaps_by_unit(session, db_extent, now=NOW)
        assert found == {
            free: UnitGaps((Gap(TODAY, on(365)),), TODAY),
            closes: UnitGaps((Gap(TODAY, on(9)),), None),
        }
        assert gaps_by_unit(session, Extent(), now=NOW) == {}


def test_it_is_one_query_for_any_number_of_units(engine: Engine) -> None:
    with Session(engine) as session:
        town = Town(session)
        for _ in range(5):
            write(town, [line("preparing", on(1), on(4))], Terms(1))
        with db.count_statements() as statements:
            assert len(gaps_by_unit(session, COUNCIL_WIDE, now=NOW)) == 5
        assert len(statements) == 1


def test_days_that_have_passed_are_no_question(engine: Engine) -> None:
    with Session(engine) as session, pytest.raises(ValueError, match="today or later"):
        gaps_by_unit(session, COUNCIL_WIDE, now=NOW, from_on=on(-1))
