"""The database keeps people and closings apart, whatever the code above had checked; and what it is without that."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from housing.db import broken_constraint
from housing.placements.models import Stay
from housing.places.opening.models import CLOSED_OVER_PEOPLE, Closing
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.closing.acts import DAY, MONDAY, close
from tests.housing.placements.matching.factories import NOW, TODAY


def write(there: Arranged) -> None:
    """A closing over the days of the unit's first line, straight into the table."""
    closing = Closing(
        authority_code=there.home.authority_code, property_id=there.home.id, reason="works", recorded_at=NOW,
        recorded_by_name="nobody", during=there.lines()[0].during,
    )  # fmt: skip
    there.town.session.add(closing)
    there.town.session.flush()


def test_no_hold_is_written_over_a_closing(there: Arranged) -> None:
    close(there, MONDAY)
    with pytest.raises(IntegrityError) as refused:
        there.town.line(there.unit, "hold", there.household, from_on=TODAY)
    assert broken_constraint(refused.value) == CLOSED_OVER_PEOPLE


def test_nobody_moves_in_over_a_closing_even_an_unsafe_one(there: Arranged) -> None:
    close(there, TODAY, unsafe=True)
    with pytest.raises(IntegrityError) as refused:
        there.town.line(there.unit, "stay", there.household, from_on=TODAY + DAY)
    assert broken_constraint(refused.value) == CLOSED_OVER_PEOPLE


def test_no_closing_is_written_over_people(there: Arranged, stay: Stay) -> None:
    with pytest.raises(IntegrityError) as refused:
        write(there)
    assert broken_constraint(refused.value) == CLOSED_OVER_PEOPLE


def test_without_the_guards_both_would_be_written(there: Arranged, stay: Stay) -> None:
    """The negative control."""
    with there.engine.begin() as connection:
        connection.execute(text("drop trigger closing_while_empty on closing"))
        connection.execute(text("drop trigger unit_period_while_open on unit_period"))
    write(there)
    there.town.line(there.town.unit(there.home), "hold", there.another(), from_on=TODAY)
