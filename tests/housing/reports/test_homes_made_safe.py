"""The sanctuary report counted by hand; who may see it; what stays hidden, also where a sum would give it away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from housing import db
from housing.access import Role
from housing.config import Settings
from housing.reports.periods import begun, financial_year
from housing.reports.sanctuary.measures import GROUPS, MONTHLY, column, figures
from housing.reports.sanctuary.queries import EventRow, OpenRow, SafeRow
from housing.sanctuary.aftercare.budget import set_budget
from pathway.sanctuary import ENDED, state_of
from pathway.sanctuary_moves import Event, Stage
from tests.housing.application import create_app
from tests.housing.placements.arranging import arrange
from tests.housing.placements.matching.factories import NOW
from tests.housing.sanctuary.arranging import around
from tests.housing.sanctuary.working import Working
from tests.housing.signing_in import sign_in

PAGES = ("/reports/sanctuary", "/reports/sanctuary.csv")
ALLOWED = {Role.STRATEGY, Role.GOVERNANCE}
TODAY = date(2026, 6, 10)
MONTHS = begun(financial_year(2026), TODAY)
LABELS = {"remained": "Still at home", "moved_choice": "Moved by her own choice"}
MOMENT = datetime(2026, 6, 10, 12, tzinfo=UTC)


def told(event: Event, on: str, tenure: str | None = "private_tenant", **facts: object) -> EventRow:
    return EventRow(event, date.fromisoformat(on), tenure, dict(facts))


def safe(days: float, *, late: bool = False, priority: str = "standard") -> SafeRow:
    done = MOMENT - timedelta(days=1)
    due = done + (-timedelta(hours=1) if late else timedelta(hours=1))
    return SafeRow(priority, "private_tenant", done - timedelta(days=days), due, done)


def test_each_event_counts_in_its_month() -> None:
    events = [told(Event.REFERRED, "2026-04-01")] * 6 + [told(Event.REFERRED, "2026-05-31")] * 7
    found = figures(events, [], [], LABELS, periods=MONTHS, below=5, now=MOMENT)
    assert [line.name for line in found.months] == ["April 2026", "May 2026", "June 2026"]
    assert [line.cells[0] for line in found.months] == [6, 7, 0]
    assert found.all_months.cells[0] == 10
    assert found.months[0].cells[1:] == (0,) * (len(MONTHLY) - 1)


def test_a_small_cell_never_stands_alone() -> None:
    assert column([6, 7, 3], 5) == [None, 7, None]
    assert column([6, 7, 0], 5) == [6, 7, 0]


def test_days_and_lateness_of_homes_made_safe() -> None:
    rows = [safe(days) for days in (2, 4, 6, 8, 10)] + [safe(20, late=True) for _ in range(5)]
    found = figures([], rows, [], LABELS, periods=MONTHS, below=5, now=MOMENT)
    urgent, standard = found.paces
    assert (urgent.done, urgent.late, urgent.median) == (0, 0, None)
    assert (standard.done, standard.late, standard.median, standard.ninetieth) == (10, 5, 15.0, 20.0)


def test_few_late_ones_are_hidden_and_so_are_few_in_time() -> None:
    for late, in_time in ((2, 8), (8, 2)):
        rows = [safe(5)] * in_time + [safe(5, late=True)] * late
        found = figures([], rows, [], LABELS, periods=MONTHS, below=5, now=MOMENT)
        assert found.paces[1].late is None
        assert found.paces[1].done == 10


def test_outcomes_incidents_and_what_is_lent() -> None:
    events = [told(Event.OUTCOME_AT_6, "2026-05-02", result="remained", incident=False, lent=0)] * 7
    events += [told(Event.OUTCOME_AT_6, "2026-05-02", result="moved_choice", incident=True, lent=1)] * 5
    found = figures(events, [], [], LABELS, periods=MONTHS, below=5, now=MOMENT)
    assert [line.cells for line in found.outcomes] == [(7, 0), (5, 0), (5, 0), (5, 0)]


def test_late_now_and_stages() -> None:
    late = OpenRow(MOMENT - timedelta(hours=1), state_of([Event.REFERRED]))
    early = OpenRow(MOMENT + timedelta(hours=1), state_of([Event.REFERRED, Event.FOUND_ELIGIBLE]))
    found = figures([], [], [late] * 6 + [early] * 5, LABELS, periods=MONTHS, below=5, now=MOMENT)
    assert found.late_now == 6
    assert {line.name: line.cells for line in found.stages} == {
        "Found out about": (11,),
        "With the owner": (0,),
        "Surveyed, quoted and approved": (0,),
        "With the contractor": (0,),
        "Done, and looked after": (0,),
    }


def test_every_open_stage_is_counted_somewhere() -> None:
    grouped = [stage for stages in GROUPS.values() for stage in stages]
    assert sorted(grouped) == sorted(set(Stage) - ENDED - {Stage.NOT_REFERRED})


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    return create_app(haven).test_client()


@pytest.fixture
def work(client: FlaskClient) -> Iterator[Working]:
    with Session(db.engine(), expire_on_commit=False) as session:
        made = around(arrange(session, db.engine()))
        job = made.approved()
        yield Working(made, job, made.order(job))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", list(Role))
def test_who_may(client: FlaskClient, role: Role, path: str) -> None:
    sign_in(client, role)
    assert client.get(path).status_code == (200 if role in ALLOWED else 403)


def test_the_page_and_the_file_show_no_small_number(client: FlaskClient, work: Working) -> None:
    now = work.signed()
    amount = Decimal(5000)
    set_budget(year=2026, amount=amount, why="Cabinet (made up)", by=work.coordinator, now=now)
    with time_machine.travel(now + timedelta(minutes=5), tick=False):
        sign_in(client, Role.STRATEGY, authority=work.made.there.town.code)
        page = client.get("/reports/sanctuary").text
        assert "hidden" in page
        assert "£5,000" in page
        assert work.job.reference not in page
        rows = list(csv.reader(io.StringIO(client.get("/reports/sanctuary.csv").text)))
    cells = [cell for row in rows for cell in row[1:] if cell.isdecimal()]
    assert {int(cell) for cell in cells} <= {0, 10}
    assert ["ordered", "200.00"] in rows


def test_another_council_is_not_counted(client: FlaskClient, work: Working) -> None:
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        sign_in(client, Role.STRATEGY, authority=f"E{uuid4().int % 10**8:08}")
        rows = list(csv.reader(io.StringIO(client.get("/reports/sanctuary.csv").text)))
    assert ["late now", "0"] in rows
    counted = [cell for row in rows[1:] if row and row[0][-4:].isdecimal() for cell in row[1:]]
    assert set(counted) == {"0"}


def test_a_year_without_figures_shows_the_present_one(client: FlaskClient) -> None:
    sign_in(client, Role.STRATEGY)
    for asked in ("1900", "x", "", "99999999999999999999"):
        assert client.get("/reports/sanctuary", query_string={"year": asked}).status_code == 200
