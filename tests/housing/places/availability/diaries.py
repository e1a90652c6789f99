"""Made-up diaries of one unit: lines that exist nowhere but in a test, and random ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from hypothesis import strategies as st
from sqlalchemy.dialects.postgresql import Range

from housing.places.availability.asking import LIVED_IN, PLANNED
from housing.places.availability.terms import Closed, Terms
from housing.places.models import UnitPeriod

TODAY = date(2026, 12, 16)  # a Wednesday; Christmas, a weekend and a day in lieu of Boxing Day lie ahead
DAY = timedelta(days=1)
KINDS = ("stay", "planned", "hold", "preparing", "out_of_use")


def on(days: int) -> date:
    """So many days from today."""
    return TODAY + days * DAY


def line(kind: str, start: date, end: date | None = None) -> UnitPeriod:
    """A line in force; "planned" is a stay with an expected last day."""
    stored = "stay" if kind == "planned" else kind
    reason = {"planned": PLANNED, "out_of_use": "repairs"}.get(kind)
    lived = stored in LIVED_IN
    return UnitPeriod(
        id=uuid4(), kind=stored, during=Range(start, end, bounds="[)"), household_id=uuid4() if lived else None,
        reason=reason,
    )  # fmt: skip


@st.composite
def diaries(draw: st.DrawFn, ahead: int = 40) -> list[UnitPeriod]:
    """Lines that follow one another without an overlap, as the database keeps them; only the last may be open."""
    day = draw(st.integers(-12, 6))
    found: list[UnitPeriod] = []
    for _ in range(draw(st.integers(0, 5))):
        day += draw(st.integers(0, 8))
        if day >= ahead:
            break
        length = draw(st.integers(1, 9))
        kind = draw(st.sampled_from(KINDS))
        if kind == "stay" and day + length > 0:
            kind = "planned"  # a recorded end lies in the past
        if draw(st.integers(0, 7)) == 0:
            return [*found, line(kind.replace("planned", "stay"), on(day))]
        found.append(line(kind, on(day), on(day + length)))
        day += length
    return draw(st.permutations(found))


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Preparation, turnover and closings of every sort."""
    closed = []
    for _ in range(draw(st.integers(0, 2))):
        start = draw(st.integers(-10, 30))
        begins = None if draw(st.integers(0, 5)) == 0 else on(start)
        ends = None if draw(st.integers(0, 3)) == 0 else on(start + draw(st.integers(1, 9)))
        closed.append(Closed(begins, ends, "repairs"))
    return Terms(draw(st.integers(0, 4)), draw(st.booleans()), tuple(closed))


def plainly_free(lines: Sequence[UnitPeriod], agreed: Terms, from_on: date, until_on: date) -> bool:
    """The rule said a second time, day by day, for the tests to hold the first against."""
    if any(each.covers(from_on + n * DAY) for each in agreed.closed for n in range((until_on - from_on).days)):
        return False
    return all(_beside(each, agreed, from_on, until_on) for each in lines)


def _beside(each: UnitPeriod, agreed: Terms, from_on: date, until_on: date) -> bool:
    lower, upper = each.during.lower, each.during.upper
    assert lower is not None
    if (agreed.ready_after(until_on) if each.kind in LIVED_IN else until_on) <= lower:
        return True
    unfinished = each.kind == "hold" or each.reason == PLANNED
    if upper is None or (unfinished and upper <= TODAY):
        return False
    return from_on >= (agreed.ready_after(upper) if unfinished else upper)
