"""A unit's state from its lines: what it is doing today, and from when somebody new could have it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.dialects.postgresql import Range

from housing.places.availability.terms import Closed, Terms
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


def state(*lines: UnitPeriod, today: date = MONDAY, days: int = 1, closed: tuple[Closed, ...] = ()) -> UnitState:
    return state_of(lines, today=today, terms=Terms(days, closed=closed))


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


def test_a_closed_unit_is_closed_and_free_again_on_the_day_it_opens() -> None:
    found = state(closed=(Closed(AUTUMN, WINTER, "works"),))
    assert (found.kind, found.until_on, found.reason, found.available_from) == ("closed", WINTER, "works", WINTER)
    assert state(closed=(Closed(AUTUMN, None, "works"),)).available_from is None
    assert state(line("out_of_use", FRIDAY), closed=(Closed(AUTUMN, None, "works"),)).kind == "closed"


def test_whoever_lives_in_a_closed_unit_is_still_seen() -> None:
    found = state(line("stay", AUTUMN), closed=(Closed(FRIDAY, None, "fire", unsafe=True),))
    assert (found.kind, found.available_from) == ("occupied", None)
    assert found.closed is not None


@pytest.mark.parametrize(
    ("lines", "closed", "then", "until", "available"),
    [
        ([], Closed(TUESDAY, None, "contract_ends"), "closed", TUESDAY, None),
        ([], Closed(TUESDAY, WINTER, "works"), "closed", TUESDAY, WINTER),
        ([line("out_of_use", TUESDAY, WINTER)], Closed(WINTER, None, "works"), "out_of_use", TUESDAY, None),
        ([line("preparing", TUESDAY, WINTER)], None, "preparing", TUESDAY, WINTER),
    ],
)
def test_what_ends_being_free_is_said(
    lines: list[UnitPeriod], closed: Closed | None, then: str, until: date, available: date | None
) -> None:
    found = state(*lines, closed=(closed,) if closed else ())
    assert (found.kind, found.then, found.until_on, found.available_from) == ("free_until", then, until, available)
