"""How long somebody has stayed, and when to ask how she is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pathway.moving_on import Due, Length, Limit, contacts, limit_of

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("stayed", "length", "left"),
    [(1, Length.WITHIN, 181), (154, Length.WITHIN, 28), (155, Length.SOON, 27), (182, Length.SOON, 0),
     (183, Length.OVER, -1)],
)  # fmt: skip
def test_the_day_of_arrival_is_the_first(stayed: int, length: Length, left: int) -> None:
    arrived_on = TODAY - timedelta(days=stayed - 1)
    found = limit_of(arrived_on, 182, None, today=TODAY, warn_days=28)
    assert found == Limit(length, arrived_on + timedelta(days=181), left)


def test_an_authorisation_lengthens_and_never_shortens() -> None:
    long_ago = TODAY - timedelta(days=400)
    assert limit_of(long_ago, 182, TODAY, today=TODAY, warn_days=28).length is Length.SOON
    lately = TODAY - timedelta(days=3)
    assert limit_of(lately, 182, TODAY, today=TODAY, warn_days=28).length is Length.WITHIN


def test_a_limit_has_days() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        limit_of(TODAY, 0, None, today=TODAY, warn_days=28)


def test_contacts_are_owed_at_four_and_twelve_weeks_whatever_order_they_are_set_in() -> None:
    moved_on = date(2026, 9, 1)
    assert contacts(moved_on, [12, 4, 4], {4}) == (Due(4, date(2026, 9, 29), True), Due(12, date(2026, 11, 24), False))


def test_late_is_after_its_day_and_not_made() -> None:
    assert not Due(4, TODAY, False).late(TODAY)
    assert Due(4, TODAY - timedelta(days=1), False).late(TODAY)
    assert not Due(4, TODAY - timedelta(days=1), True).late(TODAY)
