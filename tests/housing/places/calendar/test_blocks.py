"""What follows from the lines of a diary: preparation after a planned departure, who is late; where each is drawn."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.postgresql import Range

from housing.places.calendar.blocks import Block, Month, blocks
from housing.places.calendar.drawing import bars, days
from housing.places.calendar.words import lines as in_words
from housing.places.models import UnitPeriod

TODAY = date(2026, 11, 23)  # a Monday
NOVEMBER = Month(date(2026, 11, 1))


def line(kind: str, from_on: date, until_on: date | None, reason: str | None = None) -> UnitPeriod:
    who = uuid4() if kind in ("hold", "stay") else None
    return UnitPeriod(kind=kind, during=Range(from_on, until_on, bounds="[)"), household_id=who, reason=reason)


def day(number: int) -> date:
    return date(2026, 11, number)


def kinds(found: list[Block]) -> list[tuple[str, int, int | None]]:
    return [(each.kind, each.from_on.day, each.until_on.day if each.until_on else None) for each in found]


def test_a_planned_departure_is_followed_by_working_days_of_preparation() -> None:
    found = blocks([line("stay", day(2), day(26), "planned")], today=TODAY, preparation_days=2)
    assert kinds(found) == [("leaving", 2, 26), ("expected", 26, 30)]  # Thursday, and then a weekend between


def test_one_expected_to_have_left_may_be_there_until_somebody_says_otherwise() -> None:
    late = line("stay", day(2), TODAY, "planned")
    assert kinds(blocks([late], today=TODAY, preparation_days=2)) == [("occupied", 2, 23), ("overdue", 23, None)]
    assert kinds(blocks([late, line("hold", day(27), None)], today=TODAY, preparation_days=2)) == [
        ("occupied", 2, 23),
        ("overdue", 23, 27),
        ("held", 27, None),
    ]


def test_expected_preparation_ends_where_something_recorded_begins() -> None:
    lines = [line("stay", day(2), day(26), "planned"), line("hold", day(27), None)]
    assert kinds(blocks(lines, today=TODAY, preparation_days=2)) == [
        ("leaving", 2, 26),
        ("expected", 26, 27),
        ("held", 27, None),
    ]
    at_once = [line("stay", day(2), day(26), "planned"), line("hold", day(26), None)]
    assert kinds(blocks(at_once, today=TODAY, preparation_days=2)) == [("leaving", 2, 26), ("held", 26, None)]


def test_without_preparation_nothing_is_expected_after_a_departure() -> None:
    found = blocks([line("stay", day(2), day(26), "planned")], today=TODAY, preparation_days=0)
    assert kinds(found) == [("leaving", 2, 26)]


def test_a_day_on_which_one_leaves_and_another_arrives_is_halved() -> None:
    lines = [line("stay", date(2026, 10, 20), day(10)), line("stay", day(10), None)]
    first, second = bars(blocks(lines, today=TODAY, preparation_days=1), NOVEMBER)
    tenth = days(NOVEMBER, TODAY)[9]
    assert first.x == 0
    assert not first.begins
    assert first.x + first.width == second.x == tenth.middle == 31.667
    assert second.x + second.width == 100
    assert not second.ends


def test_what_ended_on_the_first_has_half_of_it_and_what_begins_on_the_next_first_none() -> None:
    lines = [line("stay", date(2026, 10, 1), day(1)), line("stay", date(2026, 12, 1), None)]
    found = bars(blocks(lines, today=TODAY, preparation_days=1), NOVEMBER)
    assert [(bar.x, bar.width) for bar in found] == [(0, 1.667)]


def test_the_words_name_every_gap() -> None:
    lines = [line("stay", day(5), day(10)), line("out_of_use", day(12), None, "repairs")]
    said = in_words(blocks(lines, today=TODAY, preparation_days=1), NOVEMBER, {"repairs": "Repairs"})
    assert [(each.mark.name, each.when, each.more) for each in said] == [
        ("Free", "until 5 Nov 2026", ""),
        ("Occupied", "from 5 Nov 2026 until 10 Nov 2026", ""),
        ("Free", "from 10 Nov 2026 until 12 Nov 2026", ""),
        ("Out of use", "from 12 Nov 2026, no end known", "Repairs"),
    ]
    assert [each.when for each in in_words([], NOVEMBER, {})] == ["all month"]
    ended = blocks([line("stay", day(5), day(10))], today=TODAY, preparation_days=1)
    assert in_words(ended, NOVEMBER, {})[-1].when == "from 10 Nov 2026, to the end of the month"


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
)
def test_blocks_never_lie_over_one_another_and_the_words_cover_the_month(
    history: list[tuple[int, int, str]], preparation: int
) -> None:
    """Over any history without overlaps, which the database sees to."""
    start, lines = date(2026, 9, 20), []
    for gap, length, kind in history:
        begins = start + timedelta(days=gap)
        start = begins + timedelta(days=length)
        lines.append(line(kind, begins, start, "planned" if kind == "stay" and length % 2 else None))
    found = blocks(lines, today=TODAY, preparation_days=preparation)
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
