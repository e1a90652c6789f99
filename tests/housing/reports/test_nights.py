"""What became of each night, checked by painting the days one by one over random histories."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from housing.reports.voids.nights import (
    CLOSED,
    EMPTY,
    HELD,
    LET,
    NOT_READY,
    ORDER,
    OUT_OF_USE,
    PREPARING,
    Span,
    nights,
    together,
    turnovers,
)

FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)
LONG = 60
days = st.integers(0, LONG).map(lambda number: FIRST + number * DAY)


@st.composite
def histories(draw: st.DrawFn) -> list[Span]:
    """Days of a unit one after another, as the database keeps them, with holds and closings over them."""
    spans: list[Span] = []
    day = FIRST - 20 * DAY
    for _ in range(draw(st.integers(0, 9))):
        day += draw(st.integers(0, 8)) * DAY
        kind = draw(st.sampled_from((LET, OUT_OF_USE, PREPARING)))
        end = day + draw(st.integers(1, 20)) * DAY
        reason = draw(st.sampled_from(("repairs", "damage"))) if kind == OUT_OF_USE else ""
        spans.append(Span(kind, day, end, reason, left=kind == LET))
        day = end
    if draw(st.booleans()):
        spans.append(Span(draw(st.sampled_from((LET, OUT_OF_USE))), day, None))
    for kind in (HELD, CLOSED):
        for _ in range(draw(st.integers(0, 2))):
            start = draw(days)
            spans.append(Span(kind, start, draw(st.none() | st.just(start + draw(st.integers(1, 15)) * DAY))))
    return draw(st.permutations(spans))


def covers(span: Span, day: date) -> bool:
    return span.from_on <= day and (span.until_on is None or day < span.until_on)


def painted(spans: list[Span], day: date) -> Span | None:
    """What a night counts as: the first of ORDER that stands over it."""
    there = [span for kind in ORDER for span in spans if span.kind == kind and covers(span, day)]
    return there[0] if there else None


@given(spans=histories(), first=days, length=st.integers(0, LONG))
def test_every_night_is_counted_once_and_as_what_it_was(spans: list[Span], first: date, length: int) -> None:
    kinds: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for number in range(length):
        span = painted(spans, first + number * DAY)
        kinds[span.kind if span else EMPTY] += 1
        if span and span.kind == OUT_OF_USE:
            reasons[span.reason] += 1
    counted = nights(spans, first, first + length * DAY)
    assert (+counted.by_kind, +counted.reasons) == (kinds, reasons)
    assert counted.lettable == length - kinds[CLOSED]


@given(spans=histories(), first=days, one=st.integers(0, 30), other=st.integers(0, 30))
def test_two_periods_side_by_side_are_the_whole(spans: list[Span], first: date, one: int, other: int) -> None:
    middle, last = first + one * DAY, first + (one + other) * DAY
    whole, parts = nights(spans, first, last), together([nights(spans, first, middle), nights(spans, middle, last)])
    assert +whole.by_kind == +parts.by_kind
    assert +whole.reasons == +parts.reasons


@given(spans=histories(), today=days)
def test_ready_is_the_first_day_with_nothing_but_people_in_the_way(spans: list[Span], today: date) -> None:
    for found in turnovers(spans, today):
        by = found.next_on or today
        day = found.left_on
        while day <= by and any(covers(span, day) for span in spans if span.kind in NOT_READY):
            day += DAY
        assert found.ready_on == (day if day <= by else None)
        arrivals = [span.from_on for span in spans if span.kind == LET and span.from_on >= found.left_on]
        assert found.next_on == min(arrivals, default=None)


def test_a_worked_example_by_hand() -> None:
    """March 2026: ten nights let, two being prepared, five of repairs, three promised to the next, and she comes."""
    march = date(2026, 3, 1)
    spans = [
        Span(LET, date(2026, 2, 1), march + 10 * DAY, left=True),
        Span(PREPARING, march + 10 * DAY, march + 12 * DAY),
        Span(OUT_OF_USE, march + 12 * DAY, march + 17 * DAY, "repairs"),
        Span(HELD, march + 14 * DAY, march + 21 * DAY),
        Span(LET, march + 21 * DAY, None),
    ]
    counted = nights(spans, march, date(2026, 4, 1))
    assert dict(counted.by_kind) == {LET: 20, PREPARING: 2, OUT_OF_USE: 5, HELD: 4}
    assert counted.reasons == {"repairs": 5}
    assert [(each.left_on.day, each.ready_on, each.next_on) for each in turnovers(spans, date(2026, 4, 1))] == [
        (11, date(2026, 3, 18), date(2026, 3, 22))
    ]
