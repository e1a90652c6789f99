"""The report's page and file: who may see them, what stays hidden, and that another council is not counted."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from housing import clock, db
from housing.access import Role
from housing.config import Settings
from housing.reports.periods import year_of
from tests.housing.application import create_app
from tests.housing.reports.factories import placed
from tests.housing.signing_in import BARNSLEY, ROTHERHAM, sign_in

ALLOWED = {Role.STRATEGY, Role.GOVERNANCE}
PAGES = ("/reports/placements", "/reports/placements.csv")


@pytest.fixture
def app(haven: Settings) -> Flask:
    return create_app(haven)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", list(Role))
def test_who_may(client: FlaskClient, role: Role, path: str) -> None:
    sign_in(client, role)
    assert client.get(path).status_code == (200 if role in ALLOWED else 403)


@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_asked_to_sign_in(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (302, 303)


def test_only_the_own_council_is_counted(client: FlaskClient) -> None:
    today = clock.today()
    for number in range(6):
        placed("refuge", today - timedelta(days=number % 3), authority=ROTHERHAM, presented=4)
    for number in range(9):
        placed("refuge", today - timedelta(days=number % 3), authority=BARNSLEY, presented=4)
    sign_in(client, Role.STRATEGY)
    rows = list(csv.reader(io.StringIO(client.get("/reports/placements.csv").text)))
    households = [row for row in rows if row and row[0] == "households"]
    total = sum(int(row[2]) for row in households[:-1] if row[2] != "[c]")
    assert total in (0, 6)
    assert "9" not in {cell for row in households[:-1] for cell in row[2:]}
    assert households[-1][2:] == ["10", "0", "0", "10"]


def test_a_small_number_is_nowhere_in_the_page(client: FlaskClient) -> None:
    for number in range(3):
        placed("dispersed", clock.today() - timedelta(days=number % 2), children=1, presented=3)
    sign_in(client, Role.STRATEGY)
    page = client.get("/reports/placements")
    cells = BeautifulSoup(page.text, "html.parser").select("td .haven-table__value")
    assert "hidden" in {cell.text for cell in cells}
    assert "3" not in {cell.text for cell in cells}


def test_a_year_without_figures_shows_the_present_one(client: FlaskClient) -> None:
    sign_in(client, Role.STRATEGY)
    year = year_of(clock.today())
    for asked in ("1900", "x", "", "99999999999999999999", "2026-01-01"):
        page = client.get("/reports/placements", query_string={"year": asked})
        assert f"April {year}" in page.text


def test_the_page_asks_the_database_the_same_however_many_stayed(client: FlaskClient) -> None:
    sign_in(client, Role.STRATEGY)
    client.get("/reports/placements")
    with db.count_statements() as few:
        client.get("/reports/placements")
    for number in range(12):
        placed("refuge", clock.today() - timedelta(days=number), presented=2)
    with db.count_statements() as many:
        client.get("/reports/placements")
    assert len(few) == len(many)
