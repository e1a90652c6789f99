"""A unit's state from its lines: what it is doing today, and from when somebody new could have it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.dialects.postgresql import Range

from housing.places.models import UnitPeriod
from housing.places.state import PLANNED, UnitState, state_of

FRIDAY, SATURDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 24)
AUTUMN, WINTER = date(2026, 9, 1), date(2026, 12, 24)


def line(kind: str, start: date, end: date | None = None, *, planned: bool = False) -> UnitPeriod:
    lived = kind in ("hold", "stay")
    return UnitPeriod(
        kind=kind, during=Range(start, end, bounds="[)"), household_id=uuid4() if lived else None,
        reason=PLANNED if planned else "repairs" if kind == "out_of_use" else None,
    )  # fmt: skip


def state(*lines: UnitPeriod, today: date = MONDAY, days: int = 1) -> UnitState:
    return state_of(lines, today=today, preparation_days=days)


@pytest.mark.parametrize(
    ("lines", "kind", "available"),
    [
        ([], "free", MONDAY),
        ([line("stay", AUTUMN, FRIDAY)], "free", MONDAY),
        ([line("stay", AUTUMN)], "occupied", None),
        ([line("stay", AUTUMN, TUESDAY, planned=True)], "leaving", date(2026, 11, 25)),
        ([line("stay", AUTUMN, MONDAY, planned=True)], "overdue", None),
        ([line("stay", AUTUMN, FRIDAY, planned=True)], "overdue", None),
        ([line("hold", MONDAY)], "held", None),
        ([line("hold", TUESDAY)], "booked", None),
        ([line("preparing", FRIDAY, TUESDAY)], "preparing", TUESDAY),
        ([line("preparing", FRIDAY, MONDAY)], "free", MONDAY),
        ([line("out_of_use", FRIDAY)], "out_of_use", None),
        ([line("out_of_use", FRIDAY, TUESDAY)], "out_of_use", TUESDAY),
        ([line("stay", AUTUMN, TUESDAY, planned=True), line("hold", date(2026, 11, 25))], "leaving", None),
        ([line("stay", AUTUMN, FRIDAY, planned=True), line("hold", MONDAY)], "overdue", None),
    ],
)
def test_the_state_today(lines: list[UnitPeriod], kind: str, available: date | None) -> None:
    found = state(*lines)
    assert (found.kind, found.available_from) == (kind, available)


@pytest.mark.parametrize(
    ("leaving", "days", "ready"),
    [
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # a Friday: the weekend is no working day
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
        (WINTER, 1, date(2026, 12, 29)),  # Christmas, a weekend, and a day given for Boxing Day
    ],
)
def test_preparation_is_counted_in_working_days(leaving: date, days: int, ready: date) -> None:
    assert state(line("stay", AUTUMN, leaving, planned=True), days=days).available_from == ready


def test_the_plan_is_not_shown_as_a_reason() -> None:
    assert state(line("stay", AUTUMN, TUESDAY, planned=True)).reason is None
    assert state(line("out_of_use", FRIDAY)).reason == "repairs"
