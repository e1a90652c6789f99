"""The picture of the clocks: one scale of days, cut off at its edges, every bar within it, and the panels around it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from housing import db
from housing.access import Role
from housing.presentations.page.clock_picture import MOST_AHEAD, clock_picture
from housing.presentations.page.panels import clocks_panel, due_panel
from housing.presentations.panels import PANELS
from housing.promises.running import start_clock
from housing.tasks.raising import raise_task
from pathway.clocks import running
from pathway.duties import clock
from tests.housing.households.factories import NOW, TODAY, Town

DAYS = st.integers(-800, 10).map(lambda days: TODAY + timedelta(days))
KEYS = st.sampled_from(["relief-duty", "main-duty", "plan-review", "dash-review", "mvdac-leave", "review-8-weeks"])


@given(st.lists(st.tuples(KEYS, DAYS), min_size=1, max_size=12))
def test_every_bar_lies_within_the_picture_and_today_too(rows: list[tuple[str, date]]) -> None:
    picture = clock_picture([running(clock(key, on), on, TODAY) for key, on in rows], TODAY)
    assert picture is not None
    assert len(picture.strips) == len(rows)
    assert 0 <= picture.today_x < 100
    for strip in picture.strips:
        assert 0 <= strip.x <= strip.x + strip.width <= 100.01
        assert 0 <= strip.gone <= strip.width + 0.01
        assert all(0 <= tick < 100 for tick in strip.ticks)
    ends = [strip.last_on or date.max for strip in picture.strips]
    assert ends == sorted(ends)
    assert len(picture.marks) <= 5


def test_the_days_are_those_of_the_clock() -> None:
    """Relief accepted 56 days ago today: yesterday was the last day; accepted 27 days ago: half of it is gone."""
    over, half = (running(clock("relief-duty", on), on, TODAY) for on in (TODAY - timedelta(56), TODAY - timedelta(27)))
    picture = clock_picture([half, over], TODAY)
    assert picture is not None
    late, fresh = picture.strips
    assert (late.state, late.said) == ("late", "ended on 22 November 2026, 1 day ago")
    assert late.x + late.width == pytest.approx(picture.today_x, abs=0.02)
    assert (fresh.state, fresh.said) == ("", "day 28 of 56, the last day is 21 December 2026")
    assert fresh.gone == pytest.approx(fresh.width / 2, abs=0.02)
    assert len(fresh.ticks) == 3


def test_a_clock_without_an_end_goes_to_the_edge_and_one_far_ahead_is_cut_off() -> None:
    on = TODAY - timedelta(10)
    endless = running(clock("main-duty", on), on, TODAY)
    long = running(clock("protective-order", on), on, TODAY, ends_on=TODAY + timedelta(700))
    picture = clock_picture([endless, long], TODAY)
    assert picture is not None
    assert [strip.x + strip.width for strip in picture.strips] == [100, 100]
    assert picture.today_x == pytest.approx(100 * 10 / (10 + MOST_AHEAD + 1), abs=0.02)
    assert clock_picture([], TODAY) is None


def test_the_page_shows_clocks_and_what_is_due(app: Flask, client: FlaskClient, people: Town, household: UUID) -> None:
    app.extensions[PANELS] = [clocks_panel, due_panel]
    with db.transaction() as session:
        start_clock(
            session, key="protective-order", household_id=household, about=("household", household),
            started_on=date(2026, 1, 1), ends_on=date(2099, 3, 4), by=people.officer, now=NOW,
        )  # fmt: skip
        raise_task(
            session, kind="made-up", authority=people.officer.home("household.edit").authority, role=Role.OFFICER,
            title="Made-up task", why="made up", due_at=NOW - timedelta(days=900), by=people.officer,
            now=NOW - timedelta(days=901), household_id=household,
        )  # fmt: skip
    page = client.get(f"/households/{household}").text
    assert "the last day is 4 March 2099" in page
    assert "haven-strips__today" in page
    due = page.partition("Due and overdue</h3>")[2].partition("</ul>")[0]
    assert re.search(r"\d+ overdue", due)
    first = due.partition("<li>")[2].partition("</li>")[0]
    assert first.startswith("Made-up task: was due by")
    assert "DA specialist housing officer" in first
