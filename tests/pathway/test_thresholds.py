"""Numbers as dated rows: changing one adds a row, and the past keeps its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pathway.dated import in_force
from pathway.thresholds import (
    SAFELIVES,
    THRESHOLDS,
    DashThresholds,
    HotelNights,
    Threshold,
    dash_thresholds,
    hotel_nights,
    value_on,
)

CHANGE = date(2027, 4, 1)
TODAY = date(2026, 11, 23)


def test_the_table_as_it_stands() -> None:
    assert dash_thresholds(SAFELIVES, TODAY) == DashThresholds(highest=24, medium_from=10, high_from=14)
    assert hotel_nights(TODAY) == HotelNights(limit=42, nearing=28)
    assert value_on("marac-repeat", TODAY) == 12


def test_every_row_says_where_it_comes_from_and_no_two_hold_at_once() -> None:
    assert all(row.source and row.unit for row in THRESHOLDS)
    keys = [row.key for row in in_force(THRESHOLDS, TODAY)]
    assert len(keys) == len(set(keys))


def test_a_period_begins_on_its_first_day_and_ends_before_its_last() -> None:
    before = Threshold("k", 6, "weeks", "a law", True, until_on=CHANGE)
    after = Threshold("k", 4, "weeks", "a newer law", True, from_on=CHANGE)
    assert value_on("k", CHANGE - timedelta(days=1), (before, after)) == 6
    assert value_on("k", CHANGE, (before, after)) == 4
    assert in_force((before, after), CHANGE) == (after,)


def test_a_number_missing_or_there_twice_is_never_guessed() -> None:
    with pytest.raises(LookupError, match="0 rows for south-yorkshire/highest"):
        dash_thresholds("south-yorkshire", TODAY)
    with pytest.raises(LookupError, match="2 rows for hotel-limit"):
        hotel_nights(TODAY, (*THRESHOLDS, replace(THRESHOLDS[4], value=28)))


def test_rows_may_come_from_anything_that_can_be_read_once() -> None:
    assert dash_thresholds(SAFELIVES, TODAY, iter(THRESHOLDS)).high_from == 14
    assert hotel_nights(TODAY, iter(THRESHOLDS)).limit == 42
