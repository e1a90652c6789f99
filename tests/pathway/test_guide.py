"""What each stage owes, and by when: rows with a source, promises with a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from pathway.calendar import LONDON
from pathway.guide import GUIDE, Looking, Support, first_due, owed
from pathway.promises import AT_ONCE, BEFORE_MOVE, ON_CHANGE, SAME_DAY, SOON, Unit, Within, due_by
from pathway.stages import OPEN, Stage

TODAY = date(2026, 11, 23)
SATURDAY_NIGHT = datetime(2026, 10, 24, 20, 30, tzinfo=LONDON)  # the clocks go back in the night


def row(slug: str) -> Support:
    return next(row for row in GUIDE if row.slug == slug)


@pytest.mark.parametrize("stage", OPEN)
def test_every_open_stage_owes_something_and_says_who_and_when(stage: Stage) -> None:
    rows = owed(stage, TODAY)
    assert rows
    assert all(row.owed and row.by and row.within.words and row.source for row in rows)


def test_a_closed_pathway_owes_nothing() -> None:
    assert owed(Stage.CLOSED, TODAY) == ()


def test_slugs_name_one_row_each() -> None:
    slugs = [row.slug for row in GUIDE]
    assert len(slugs) == len(set(slugs))


def test_the_council_changes_a_promise_by_adding_a_row() -> None:
    change = TODAY + timedelta(days=30)
    old = replace(row("support-plan"), until_on=change)
    new = replace(row("support-plan"), within=Within(Unit.WORKING_DAYS, 3), from_on=change)
    assert owed(Stage.PLACED, change - timedelta(days=1), (old, new)) == (old,)
    assert owed(Stage.PLACED, change, (old, new)) == (new,)


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("immediate-danger", "at once"),
        ("dash", "the same day"),
        ("marac", "within 1 working day"),
        ("hotel-review", "every day"),
        ("risk-review", "within 24 hours"),
        ("support-plan", "within 5 working days"),
        ("benefits", "within 10 working days"),
        ("funding-route", "before the first week ends"),
        ("weekly-contact", "every 7 days"),
        ("plan-review", "every 28 days"),
        ("risk-on-change", "whenever something changes"),
        ("area-check", "before the move"),
        ("contact-12", "12 weeks after the move"),
        ("plan", "as soon as it can be done"),
    ],
)
def test_the_promises_as_people_read_them(slug: str, words: str) -> None:
    assert row(slug).within.words == words


@pytest.mark.parametrize(
    ("within", "due"),
    [
        (AT_ONCE, datetime(2026, 10, 24, 19, 30, tzinfo=UTC)),
        (Within(Unit.HOURS, 24), datetime(2026, 10, 25, 19, 30, tzinfo=UTC)),
        (SAME_DAY, datetime(2026, 10, 24, 23, 0, tzinfo=UTC)),
        (Within(Unit.DAYS, 1), datetime(2026, 10, 26, 0, 0, tzinfo=UTC)),
        (Within(Unit.EVERY, 7), datetime(2026, 11, 1, 0, 0, tzinfo=UTC)),
        (Within(Unit.WORKING_DAYS, 1), datetime(2026, 10, 27, 0, 0, tzinfo=UTC)),
        (Within(Unit.WORKING_DAYS, 10), datetime(2026, 11, 7, 0, 0, tzinfo=UTC)),
    ],
)
def test_promises_have_a_moment(within: Within, due: datetime) -> None:
    assert due_by(within, SATURDAY_NIGHT) == due


@pytest.mark.parametrize("within", [SOON, BEFORE_MOVE, ON_CHANGE])
def test_some_promises_are_not_for_a_calendar(within: Within) -> None:
    assert due_by(within, SATURDAY_NIGHT) is None


def test_the_council_s_closed_days_are_not_counted() -> None:
    closed = {date(2026, 10, 26)}
    due = due_by(Within(Unit.WORKING_DAYS, 1), SATURDAY_NIGHT, also_closed=closed)
    assert due == datetime(2026, 10, 28, 0, 0, tzinfo=UTC)


def test_the_first_week_ends_with_its_seventh_day() -> None:
    arrived = datetime(2026, 11, 23, 15, 0, tzinfo=LONDON)
    assert due_by(row("funding-route").within, arrived) == datetime(2026, 11, 30, 0, 0, tzinfo=LONDON)


def test_the_cut_off_moves_what_is_counted_in_working_days_and_nothing_else() -> None:
    late = datetime(2026, 11, 20, 17, 30, tzinfo=LONDON)
    looking = Looking(cut_off=time(17))
    for slug, moved in (
        ("marac", timedelta(days=1)),
        ("funding-route", timedelta()),
        ("immediate-danger", timedelta()),
    ):
        plain, cut = first_due(row(slug), late, Looking()), first_due(row(slug), late, looking)
        assert plain is not None
        assert cut is not None
        assert cut - plain == moved
