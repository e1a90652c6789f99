"""The pure parts of the look: filters, navigation, lists, the geometry of pictures."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.web import Column, Link, Paging, Place, filters, navigation
from housing.web.charts import HEIGHT, Value, bars, columns, lines
from housing.web.lists import order_of, sortable

SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (filters.said_date(date(2026, 11, 3)), "3 November 2026"),
        (filters.said_date(SUMMER), "2 July 2026"),
        (filters.said_date(None), "Not recorded"),
        (filters.short_date(SUMMER), "2 Jul 2026"),
        (filters.short_date(None), ""),
        (filters.weekday_date(date(2026, 11, 23)), "Monday 23 November 2026"),
        (filters.weekday_date(None), "Not recorded"),
        (filters.said_time(SUMMER), "12:30am"),
        (filters.said_time(time(12)), "midday"),
        (filters.said_time(time(0)), "midnight"),
        (filters.said_time(time(12, 5)), "12:05pm"),
        (filters.said_time(time(9)), "9am"),
        (filters.said_time(None), "Not recorded"),
        (filters.said_moment(SUMMER), "12:30am on 2 July 2026"),
        (filters.said_moment(None), "Not recorded"),
        (filters.said_deadline(SUMMER), "12:30am on 2 July 2026"),
        (filters.said_deadline(datetime(2026, 7, 1, 23, tzinfo=UTC)), "the end of 1 July 2026"),
        (filters.age_on(date(2020, 2, 29), date(2026, 2, 28)), 5),
        (filters.age_on(date(2020, 2, 29), date(2026, 3, 1)), 6),
        (filters.age_on(None, date(2026, 3, 1)), None),
        (filters.plural(1, "household"), "1 household"),
        (filters.plural(2000, "household"), "2,000 households"),
        (filters.plural(0, "child", "children"), "0 children"),
        (filters.days_away(date(2026, 11, 22), date(2026, 11, 22)), "today"),
        (filters.days_away(date(2026, 11, 27), date(2026, 11, 22)), "in 5 days"),
        (filters.days_away(date(2026, 11, 19), date(2026, 11, 22)), "3 days ago"),
        (filters.money(Decimal("1200.5")), "£1,200.50"),
        (filters.money(-120), "-£120"),
        (filters.money(None), "Not recorded"),
        (filters.distance(40), "50 m"),
        (filters.distance(980), "1.0 km"),
        (filters.distance(9960), "10 km"),
        (filters.distance(None), "Not recorded"),
        (filters.duration(timedelta(days=1, hours=23)), "1 day"),
        (filters.duration(timedelta(minutes=125)), "2 hours"),
        (filters.duration(timedelta(minutes=20)), "20 minutes"),
        (filters.duration(None), "Not recorded"),
        (filters.percent(0.456), "46%"),
        (filters.percent(None), "Not recorded"),
        (filters.phone("+441632960001"), "01632 960001"),
        (filters.phone("+35315550100"), "+353 1 555 0100"),
        (filters.phone(None), "Not recorded"),
        ((filters.yes_no(True), filters.yes_no(False), filters.yes_no(None)), ("Yes", "No", "Not known")),
        ((filters.or_blank(0), filters.or_blank(""), filters.or_blank(None)), (0, "Not recorded", "Not recorded")),
    ],
)
def test_how_values_read(said: object, expected: object) -> None:
    assert said == expected


PLACES = (
    Place("see", "cases.index", "Cases", counter="cases", covers=("cases.",)),
    Place("see", "cases.overdue", "Overdue"),
    Place("audit", "audit.trail", "Audit", counter="audit"),
)


def walk(here: str | None) -> list[Link]:
    counted = {"cases": 3}
    return navigation(PLACES, may={"see"}.__contains__, here=here, href=lambda e: f"/{e}", count=counted.__getitem__)


def test_only_what_one_may_see_is_shown_and_counted() -> None:
    assert [(link.text, link.href, link.count) for link in walk(None)] == [
        ("Cases", "/cases.index", 3),
        ("Overdue", "/cases.overdue", 0),
    ]


@pytest.mark.parametrize(
    ("here", "marked"),
    [("cases.show", ["Cases"]), ("cases.overdue", ["Overdue"]), ("casesx", []), ("audit.trail", []), (None, [])],
)
def test_one_place_is_where_one_is(here: str | None, marked: list[str]) -> None:
    assert [link.text for link in walk(here) if link.active] == marked


LIST = [Column("Name", key="name"), Column("Beds", numeric=True, key="beds"), Column("State")]


def test_headings_turn_the_order_round() -> None:
    name, beds, state = sortable(LIST, "-beds", lambda order: f"?order={order}")
    assert (name.href, name.sorted) == ("?order=name", "")
    assert (beds.href, beds.sorted) == ("?order=beds", "descending")
    assert (state.href, state.sorted) == ("", "")
    assert sortable(LIST, "beds", str)[1].href == "-beds"


@pytest.mark.parametrize(
    ("asked", "order"), [("-name", "-name"), ("beds", "beds"), ("password", "name"), ("--name", "name"), (None, "name")]
)
def test_an_address_cannot_ask_for_any_order(asked: str | None, order: str) -> None:
    assert order_of(asked, LIST, "name") == order


@given(st.integers(0, 10_000), st.one_of(st.none(), st.text(), st.integers().map(str)), st.integers(1, 100))
def test_a_page_always_lies_within_its_list(total: int, asked: str | None, size: int) -> None:
    paging = Paging.of(total, asked, size)
    assert 1 <= paging.page <= paging.pages
    assert (paging.first, paging.last) == (0, 0) if total == 0 else 1 <= paging.first <= paging.last <= total


def test_the_last_page_holds_the_rest() -> None:
    paging = Paging.of(51, "3")
    assert (paging.offset, paging.first, paging.last, paging.pages) == (50, 51, 51, 3)


WORDS: dict[str, Any] = {"label": "Week", "unit": "Households"}
NUMBERS = st.one_of(st.none(), st.floats(0, 1e6), st.integers(0, 10**6))


def test_bars_are_shares_of_the_longest_and_gaps_are_none() -> None:
    chart = bars("Homes", [("A", Value(40)), ("B", Value(10)), ("C", Value(None, "fewer than 5"))], **WORDS)
    assert [(bar.share, bar.text) for bar in chart.bars] == [(100, "40"), (25, "10"), (0, "fewer than 5")]
    assert [bar.share for bar in bars("None", [("A", Value(0))], **WORDS).bars] == [0]


@given(st.lists(NUMBERS, min_size=1, max_size=30))
def test_every_column_stands_on_the_floor_inside_the_picture(numbers: list[float | None]) -> None:
    labels = [str(n) for n in range(len(numbers))]
    picture = columns("Any", labels, {"A": [Value(n) for n in numbers]}, **WORDS)
    assert len(picture.columns) == sum(n is not None for n in numbers)
    for column in picture.columns:
        assert 0 <= column.x <= column.x + column.width <= 100
        assert 0 <= column.y <= column.y + column.height <= HEIGHT
    assert len(picture.rows) == len(numbers)
    assert sum(not mark.minor for mark in picture.marks) <= 6


def test_the_highest_value_decides_the_grid() -> None:
    picture = columns("Any", ["1"], {"A": [Value(42)]}, **WORDS)
    assert [tick.text for tick in picture.ticks] == ["0", "10", "20", "30", "40", "50"]
    assert [tick.text for tick in columns("Any", ["1"], {"A": [Value(2)]}, **WORDS).ticks][-1] == "5"


def test_a_gap_breaks_the_line() -> None:
    picture = lines("Any", list("abcd"), {"A": [Value(1), Value(None), Value(2), Value(3)]}, **WORDS)
    assert len(picture.dots) == 3
    assert len(picture.lines) == 1
    assert picture.rows[1] == ("b", ("not known",))


def test_a_picture_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="4 series at most"):
        lines("Any", ["a"], {name: [Value(1)] for name in "ABCDE"}, **WORDS)
    with pytest.raises(ValueError, match="A has 1 values for 2 labels"):
        lines("Any", ["a", "b"], {"A": [Value(1)]}, **WORDS)
