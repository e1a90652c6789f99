"""What a no leads to: never her priority, never the search of somebody in danger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.consequences import (
    LONGEST_DAYS,
    MOST_URGENT_BANDS,
    SAYS,
    Consequence,
    ConsequenceRefused,
    Outcome,
    Side,
    check,
    follow,
    possible,
)

TODAY = date(2026, 11, 23)
SIDES, BANDS = st.sampled_from(Side), st.integers(1, 5)
ANY = st.one_of(st.none(), st.sampled_from(Consequence))


def test_without_a_reason_it_is_about_this_unit_and_nothing_else() -> None:
    assert follow(None, None, side=Side.HERS, band=4, today=TODAY) == Outcome(Consequence.NEVER_THIS_UNIT)


def test_waiting_ends_on_a_day() -> None:
    outcome = follow(Consequence.PARK, 14, side=Side.HERS, band=3, today=TODAY)
    assert (outcome.consequence, outcome.until_on) == (Consequence.PARK, date(2026, 12, 7))


@pytest.mark.parametrize("band", [1, 2])
def test_nobody_in_danger_is_left_out_of_a_run(band: int) -> None:
    outcome = follow(Consequence.PARK, 14, side=Side.HERS, band=band, today=TODAY)
    assert (outcome.consequence, outcome.until_on) == (Consequence.REASSESS, None)
    assert "still looked for" in outcome.because


@given(ANY, SIDES, BANDS, st.integers(1, LONGEST_DAYS))
def test_only_her_own_no_stops_the_search_and_always_until_a_day(
    consequence: Consequence | None, side: Side, band: int, days: int
) -> None:
    outcome = follow(consequence, days, side=side, band=band, today=TODAY)
    stops = outcome.consequence is Consequence.PARK
    assert stops is (outcome.until_on is not None)
    assert not stops or (side is Side.HERS and band > MOST_URGENT_BANDS)
    assert not outcome.until_on or TODAY < outcome.until_on <= TODAY + timedelta(days=LONGEST_DAYS)
    assert outcome.may_be_proposed_again is (consequence is Consequence.NOTHING)


def test_what_a_row_may_say() -> None:
    assert set(possible(Side.HERS)) == set(Consequence) == set(SAYS)
    assert Consequence.PARK not in possible(Side.PROVIDER)
    check(Side.HERS, Consequence.PARK, 1)
    check(Side.HERS, Consequence.PARK, LONGEST_DAYS)
    check(Side.PROVIDER, Consequence.NOTHING, None)


@pytest.mark.parametrize(
    ("side", "consequence", "days", "field"),
    [
        (Side.PROVIDER, Consequence.PARK, 3, "consequence"),
        (Side.HERS, Consequence.PARK, None, "days"),
        (Side.HERS, Consequence.PARK, 0, "days"),
        (Side.HERS, Consequence.PARK, LONGEST_DAYS + 1, "days"),
        (Side.HERS, Consequence.NOTHING, 3, "days"),
    ],
)
def test_what_it_may_not(side: Side, consequence: Consequence, days: int | None, field: str) -> None:
    with pytest.raises(ConsequenceRefused) as refused:
        check(side, consequence, days)
    assert refused.value.field == field
