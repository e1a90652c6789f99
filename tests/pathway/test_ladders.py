"""A ladder says who hears of it and when; frozen on a task it never changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.ladders import MOST_HOURS, LadderFault, Rung, climbs, frozen, next_climb, passed, read_ladder

DUE = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
ROLES = {"officer", "homelessness_team"}
HOURS = st.lists(st.integers(0, MOST_HOURS), unique=True, max_size=3).map(sorted)


def test_a_ladder_is_read_and_frozen_with_its_moments() -> None:
    rungs = read_ladder([{"after_hours": 2, "to": "officer"}, {"after_hours": 24, "to": "homelessness_team"}], ROLES)
    assert rungs == (Rung(2, "officer"), Rung(24, "homelessness_team"))
    stored = frozen(rungs, DUE)
    assert [climb.at for climb in climbs(stored)] == [DUE + timedelta(hours=2), DUE + timedelta(hours=24)]
    assert next_climb(stored, 0) == DUE + timedelta(hours=2)
    assert next_climb(stored, 2) is None
    assert [climb.to for climb in passed(stored, 0, DUE + timedelta(hours=30))] == ["officer", "homelessness_team"]
    assert passed(stored, 1, DUE + timedelta(hours=3)) == ()


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("no list", "at most 3 steps"),
        ([{"after_hours": hours, "to": "officer"} for hours in range(4)], "at most 3 steps"),
        (["no step"], "after how many hours"),
        ([{"after_hours": 1}], "after how many hours"),
        ([{"after_hours": True, "to": "officer"}], "hours of a step"),
        ([{"after_hours": -1, "to": "officer"}], "hours of a step"),
        ([{"after_hours": MOST_HOURS + 1, "to": "officer"}], "hours of a step"),
        ([{"after_hours": 1, "to": "nobody"}], "a role of Haven"),
        ([{"after_hours": 2, "to": "officer"}, {"after_hours": 2, "to": "officer"}], "later than the one before"),
    ],
)
def test_what_is_no_ladder_says_why(document: Any, sentence: str) -> None:
    with pytest.raises(LadderFault, match=sentence):
        read_ladder(document, ROLES)


@given(HOURS, st.integers(0, 3), st.integers(0, MOST_HOURS * 2))
def test_whatever_is_passed_is_climbed_once_and_in_order(hours: list[int], climbed: int, later: int) -> None:
    stored = frozen(tuple(Rung(each, "officer") for each in hours), DUE)
    now = DUE + timedelta(hours=later)
    steps = passed(stored, climbed, now)
    assert [step.at for step in steps] == [DUE + timedelta(hours=each) for each in hours[climbed:] if each <= later]
    after = next_climb(stored, climbed + len(steps))
    assert after is None or after > now
