"""What follows from the lines of a diary: preparation after a planned departure, who is late; where each is drawn."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.postgresql import Range

from housing.places.availability.terms import Closed, Terms
from housing.places.calendar.blocks import Block, Month, blocks
from housing.places.calendar.drawing import bars, days
from housing.places.calendar.words import lines as in_words
from housing.places.models import UnitPeriod

TODAY = date(2026, 11, 23)  # a Monday
NOVEMBER = Month(date(2026, 11, 1))


def line(kind: str, from_on: date, until_on: date | None, reason: str | None = None) -> UnitPeriod:
    who = uuid4() if kind in ("hold", "stay") else None
    return UnitPeriod(kind=kind, during=Range(from_on, until_on, bounds="[)"), household_id=who, reason=reason)


def terms(days: int, *closed: Closed) -> Terms:
    return Terms(days, closed=closed)


def day(number: int) -> date:
    return date(2026, 11, number)


def kinds(found: list[Block]) -> list[tuple[str, int, int | None]]:
    return [(each.kind, each.from_on.day, each.until_on.day if each.until_on else None) for each in found]


def test_a_planned_departure_is_followed_by_working_days_of_preparation() -> None:
    found = blocks([line("stay", day(2), day(26), "planned")], terms(2), today=TODAY)
    assert kinds(found) == [("leaving", 2, 26), ("expected", 26, 30)]  # Thursday, and then a weekend between


def test_one_expected_to_have_left_may_be_there_until_somebody_says_otherwise() -> None:
    late = line("stay", day(2), TODAY, "planned")
    assert kinds(blocks([late], terms(2), today=TODAY)) == [("occupied", 2, 23), ("overdue", 23, None)]
    assert kinds(blocks([late, line("hold", day(27), None)], terms(2), today=TODAY)) == [
        ("occupied", 2, 23),
        ("overdue", 23, 27),
        ("held", 27, None),
    ]


def test_expected_preparation_ends_where_something_recorded_begins() -> None:
    lines = [line("stay", day(2), day(26), "planned"), line("hold", day(27), None)]
    assert kinds(blocks(lines, terms(2), today=TODAY)) == [
        ("leaving", 2, 26),
        ("expected", 26, 27),
        ("held", 27, None),
    ]
    at_once = [line("stay", day(2), day(26), "planned"), line("hold", day(26), None)]
    assert kinds(blocks(at_once, terms(2), today=TODAY)) == [("leaving", 2, 26), ("held", 26, None)]


def test_without_preparation_nothing_is_expected_after_a_departure() -> None:
    found = blocks([line("stay", day(2), day(26), "planned")], terms(0), today=TODAY)
    assert kinds(found) == [("leaving", 2, 26)]


def test_a_day_on_which_one_leaves_and_another_arrives_is_halved() -> None:
    lines = [line("stay", date(2026, 10, 20), day(10)), line("stay", day(10), None)]
    first, second = bars(blocks(lines, terms(1), today=TODAY), NOVEMBER)
    tenth = days(NOVEMBER, TODAY)[9]
    assert first.x == 0
    assert not first.begins
    assert first.x + first.width == second.x == tenth.middle == 31.667
    assert second.x + second.width == 100
    assert not second.ends


def test_what_ended_on_the_first_has_half_of_it_and_what_begins_on_the_next_first_none() -> None:
    lines = [line("stay", date(2026, 10, 1), day(1)), line("stay", date(2026, 12, 1), None)]
    found = bars(blocks(lines, terms(1), today=TODAY), NOVEMBER)
    assert [(bar.x, bar.width) for bar in found] == [(0, 1.667)]


def test_the_words_name_every_gap() -> None:
    lines = [line("stay", day(5), day(10)), line("out_of_use", day(12), None, "repairs")]
    said = in_words(blocks(lines, terms(1), today=TODAY), NOVEMBER, {"repairs": "Repairs"})
    assert [(each.mark.name, each.when, each.more) for each in said] == [
        ("Free", "until 5 Nov", ""),
        ("Occupied", "from 5 Nov until 10 Nov", ""),
        ("Free", "from 10 Nov until 12 Nov", ""),
        ("Out of use", "from 12 Nov, no end known", "Repairs"),
    ]
    assert [each.when for each in in_words([], NOVEMBER, {})] == ["all month"]
    ended = blocks([line("stay", day(5), day(10))], terms(1), today=TODAY)
    assert in_words(ended, NOVEMBER, {})[-1].when == "from 10 Nov to the end of the month"


def test_days_on_which_it_is_closed_show_where_nothing_else_does() -> None:
    lives_on = line("stay", day(2), day(12))
    unsafe = Closed(day(5), day(20), "unsafe", unsafe=True)
    found = blocks([lives_on, line("hold", day(25), None)], terms(1, unsafe), today=TODAY)
    assert kinds(found) == [("occupied", 2, 12), ("closed", 12, 20), ("held", 25, None)]
    before = blocks([line("stay", day(8), None)], terms(1, Closed(None, day(6), "not_open")), today=TODAY)
    assert [(each.kind, each.until_on) for each in before] == [("closed", day(6)), ("occupied", None)]
    said = in_words(before, NOVEMBER, {"not_open": "Not open yet"})
    assert next((each.when, each.more) for each in said) == ("until 6 Nov", "Not open yet")
    for_good = blocks([], terms(1, Closed(day(9), None, "sold")), today=TODAY)
    assert [each.when for each in in_words(for_good, NOVEMBER, {})] == ["until 9 Nov", "from 9 Nov, no end known"]


def test_a_month_is_read_from_the_address_whatever_it_says() -> None:
    assert Month.of("2026-02", TODAY).until == date(2026, 3, 1)
    assert Month.of("2026-12", TODAY).next.code == "2027-01"
    assert Month.of("2026-01", TODAY).previous.code == "2025-12"
    for nonsense in (None, "", "2026-13", "9999-01", "2026-1", "2026-00", "٢٠٢٦-٠١", "november"):
        assert Month.of(nonsense, TODAY) == NOVEMBER


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 25), st.sampled_from(("stay", "hold", "preparing", "out_of_use"))),
        max_size=8,
    ),
    st.integers(0, 5),
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), max_size=2),
)
def test_blocks_never_lie_over_one_another_and_the_words_cover_the_month(
    history: list[tuple[int, int, str]], preparation: int, closings: list[tuple[int, int]]
) -> None:
    """Over any history without overlaps, which the database sees to."""
    start, lines = date(2026, 9, 20), []
    for gap, length, kind in history:
        begins = start + timedelta(days=gap)
        start = begins + timedelta(days=length)
        lines.append(line(kind, begins, start, "planned" if kind == "stay" and length % 2 else None))
    closed, day_ = [], date(2026, 9, 1)
    for gap, length in closings:
        day_ += timedelta(days=gap)
        closed.append(Closed(day_, day_ := day_ + timedelta(days=length), "works"))
    found = blocks(lines, terms(preparation, *closed), today=TODAY)
    for one, other in pairwise(found):
        assert one.until_on is not None
        assert one.until_on <= other.from_on
    drawn = bars(found, NOVEMBER)
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.001 and bar.width > 0 for bar in drawn)
    said = [each.block for each in in_words(found, NOVEMBER, {})]
    covered = NOVEMBER.first
    for block in said:
        assert block.from_on <= covered
        covered = max(covered, block.until_on or NOVEMBER.until)
    assert covered >= NOVEMBER.until
