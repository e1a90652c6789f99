"""Which night is paid for by which line, against counting night by night; and which routes are open for matching."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.funding import FOLLOWS, WORDS, Cover, Event, coverage, routes_open

FIRST = date(2026, 11, 23)
ROUTES = ("section_17", "part_4_grant", "charity")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def line(begins: int, nights: int | None, route: str = "section_17", pounds: int | None = None) -> Cover:
    until = None if nights is None else day(begins + nights)
    return Cover(route, day(begins), until, None if pounds is None else Decimal(pounds))


def counted(cover: Cover, night: date) -> bool:
    """Whether a line pays for a night, one night at a time and by nothing of the module."""
    last = date.max if cover.until_on is None else cover.until_on - timedelta(days=1)
    return cover.from_on <= night <= last


lines = st.lists(
    st.builds(line, st.integers(-20, 40), st.none() | st.integers(0, 30), st.sampled_from(ROUTES)), max_size=5
)


@given(lines, st.none() | st.integers(0, 45))
def test_every_night_is_said_as_counting_one_by_one_says(covers: list[Cover], nights: int | None) -> None:
    until = None if nights is None else day(nights)
    found = coverage(covers, FIRST, until)
    each = [day(number) for number in range(120 if nights is None else nights)]
    for night in each:
        (stretch,) = [s for s in found.stretches if s.from_on <= night and (s.until_on is None or night < s.until_on)]
        assert set(stretch.covers) == {cover for cover in covers if counted(cover, night)}
    unpaid = [night for night in each if not any(counted(cover, night) for cover in covers)]
    assert found.first_uncovered == (unpaid[0] if unpaid else None)
    ahead = found.next_gap(day(10))
    assert (max(ahead.from_on, day(10)) if ahead else None) == next(
        (night for night in unpaid if night >= day(10)), None
    )
    assert sum(len(stretch.covers) == 0 for stretch in found.stretches) == len(found.gaps)
    if until is not None:
        assert sum(stretch.nights or 0 for stretch in found.stretches) == nights


@given(lines, st.integers(0, 6), st.integers(1, 20))
def test_a_route_is_open_where_its_own_lines_pay_the_first_nights(covers: list[Cover], within: int, least: int) -> None:
    expected = {
        route
        for route in ROUTES
        for start in range(within + 1)
        if all(any(counted(c, day(night)) for c in covers if c.route == route) for night in range(start, start + least))
    }
    assert routes_open(covers, FIRST, within_days=within, least_nights=least) == expected


def test_neighbouring_nights_of_the_same_lines_are_one_stretch() -> None:
    whole = line(0, 10)
    found = coverage([whole, line(-5, 5, "charity"), line(20, 0)], FIRST, day(30))
    assert [(s.from_on, s.until_on, s.covers) for s in found.stretches] == [
        (FIRST, day(10), (whole,)), (day(10), day(30), ())
    ]  # fmt: skip
    assert found.first_uncovered == day(10)
    assert [stretch.nights for stretch in found.gaps] == [20]


def test_what_a_night_is_paid_with_is_said_only_where_all_of_it_is_known() -> None:
    known = coverage([line(0, 5, pounds=40), line(0, 5, "charity", pounds=15)], FIRST, day(5))
    assert known.stretches[0].per_night == Decimal(55)
    half = coverage([line(0, 5, pounds=40), line(0, 5, "charity")], FIRST, day(5))
    assert half.stretches[0].per_night is None
    assert coverage([], FIRST, None).stretches[0].per_night is None
    assert coverage([], FIRST, None).stretches[0].nights is None


def test_no_nights_have_no_gaps_and_what_ends_too_early_is_refused() -> None:
    assert coverage([line(0, 5)], FIRST, FIRST).first_uncovered is None
    with pytest.raises(ValueError, match="stay does not end"):
        coverage([], FIRST, day(-1))
    with pytest.raises(ValueError, match="line does not end"):
        coverage([line(0, -1)], FIRST, None)
    for within, least in ((-1, 1), (0, 0)):
        with pytest.raises(ValueError, match="lasts a night at least"):
            routes_open([], FIRST, within_days=within, least_nights=least)


def test_what_follows_what() -> None:
    assert set(FOLLOWS) == set(WORDS) == set(Event)
    assert FOLLOWS[Event.ENDED] == ()
    assert Event.CONFIRMED in FOLLOWS[Event.REFUSED]
