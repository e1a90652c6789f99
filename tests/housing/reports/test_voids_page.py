"""Voids and gaps, from the rows to the page: who reads what, what is hidden, and that each night is where it was."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role
from housing.config import Settings
from housing.places.models import Unit, VacancyCheck
from housing.places.voids.services import record_void
from housing.places.voids.works import Works
from housing.reports.voids import queries
from housing.reports.voids.figures import Report, report
from housing.reports.voids.periods import months, usual
from tests.housing.application import create_app
from tests.housing.placements.arranging import ADDRESS, POSTCODE, Arranged, arrange, member
from tests.housing.placements.matching.factories import NOW, TODAY
from tests.housing.signing_in import sign_in, sign_in_as

DAY = timedelta(days=1)
PAGES = {"/reports/voids": "council", "/reports/voids.csv": "council", "/units/gaps": "own", "/units/gaps.csv": "own"}


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    return create_app(haven).test_client()


@pytest.fixture
def there(client: FlaskClient) -> Arranged:
    with Session(db.engine(), expire_on_commit=False) as session:
        return arrange(session, db.engine())


def lived_in(there: Arranged, unit: Unit, from_on: date, until_on: date | None) -> None:
    there.town.line(unit, "stay", from_on=from_on, until_on=until_on, household=there.town.household())


def made(there: Arranged, first: date, last: date, *, today: date = TODAY, below: int = 0) -> Report:
    with Session(there.engine) as session:
        found = queries.units(session, there.manager, "unit.manage", from_on=first, until_on=last, today=today)
        costs = queries.costs(session, there.manager, "unit.manage", from_on=first, until_on=last)
    return report(found, costs, from_on=first, until_on=last, today=today, below=below)


def test_a_worked_example_from_the_rows(there: Arranged) -> None:
    """Thirty nights before today: ten let, two prepared, repairs to come, promised today, the rest empty."""
    first = TODAY - 30 * DAY
    lived_in(there, there.unit, first - 40 * DAY, first + 10 * DAY)
    there.town.line(there.unit, "preparing", from_on=first + 10 * DAY, until_on=first + 12 * DAY)
    there.town.session.add(VacancyCheck(unit_id=there.unit.id, at=NOW - 100 * DAY))
    there.town.session.commit()
    works = Works("repairs", TODAY - 5 * DAY, TODAY + 5 * DAY, cost=Decimal(300))
    record_void(unit_id=there.unit.id, works=works, by=there.manager, now=NOW)
    found = made(there, first, TODAY + DAY)
    assert (found.total.lettable, found.total.cells) == (30, (10, 0, 2, 5, 13))
    assert [(each.slug, each.nights, each.cost) for each in found.reasons] == [("repairs", 5, Decimal(300))]
    assert (found.to_ready.count, found.to_ready.median, found.to_ready.longest) == (1, 2.0, 2)
    assert found.to_next.count == 0


def test_a_hold_that_ended_was_held_until_then_and_one_by_the_hour_for_no_night(there: Arranged) -> None:
    there.town.session.add(VacancyCheck(unit_id=there.unit.id, at=NOW - 10 * DAY))
    there.town.session.commit()
    there.offer()
    again = made(there, TODAY - 10 * DAY, TODAY + 5 * DAY, today=TODAY + 5 * DAY)
    assert again.total.cells == (0, 5, 0, 0, 10)


def test_somebody_who_should_have_left_lives_there_until_it_is_recorded(there: Arranged) -> None:
    there.town.line(there.unit, "stay", from_on=TODAY - 20 * DAY, until_on=TODAY - 5 * DAY,
                    household=there.town.household(), reason="planned")  # fmt: skip
    there.town.session.commit()
    found = made(there, TODAY - 10 * DAY, TODAY)
    assert found.total.cells == (10, 0, 0, 0, 0)
    assert found.to_ready.count == 0


def test_nights_before_anything_was_known_and_nights_to_come_are_not_counted(there: Arranged) -> None:
    there.town.session.add(VacancyCheck(unit_id=there.unit.id, at=NOW - 3 * DAY))
    there.town.session.commit()
    assert made(there, TODAY - 400 * DAY, TODAY + 400 * DAY).total.lettable == 3
    assert made(there, TODAY + DAY, TODAY + 9 * DAY).total.lettable == 0


def test_few_households_are_hidden_and_of_one_unit_nothing_tells_of_them(there: Arranged) -> None:
    first = TODAY - 30 * DAY
    for _ in range(6):
        lived_in(there, there.town.unit(there.town.home("dispersed")), first, None)
    for _ in range(2):
        lived_in(there, there.town.unit(there.town.home("specialist")), first, None)
    there.town.session.commit()
    found = made(there, first, TODAY, below=5)
    shown = {row.name: row.cells for row in found.kinds}
    assert shown["specialist"] == (None, None, 0, 0, None)
    assert shown["dispersed"][0] is None, "the total would give the other away"
    assert {row.cells for row in found.units} == {(None, None, 0, 0, None)}
    assert all(row.share_let is None for row in (*found.units, *found.kinds))
    assert made(there, first, TODAY).total.cells[0] == 8 * 30


def test_sums_of_several_months_give_no_hidden_month_away(there: Arranged) -> None:
    for _ in range(6):
        lived_in(there, there.town.unit(there.town.home("dispersed")), TODAY - 37 * DAY, TODAY - 3 * DAY)
    there.town.session.commit()
    with Session(there.engine) as session:
        units = queries.units(
            session, there.manager, "unit.manage", from_on=TODAY - 60 * DAY, until_on=TODAY, today=TODAY
        )
    several, one = (
        report(units, {}, from_on=TODAY - 60 * DAY, until_on=TODAY, today=TODAY, below=5, several=each)
        for each in (True, False)
    )
    assert one.total.cell("let") == 6 * 34
    assert several.total.cell("let") == 200


def test_the_council_is_given_months_and_years_and_no_days_of_its_choice(client: FlaskClient, there: Arranged) -> None:
    sign_in(client, Role.STRATEGY)
    last = usual(clock.today())[0].title
    asked = "?first-day=1&first-month=3&first-year=2026&last-day=9&last-month=3&last-year=2026"
    for query in ("", asked, "?month=1999-01", "?month=nonsense", "?month=2026-03-02"):
        assert f"Voids and gaps, {last}</h1>" in client.get(f"/reports/voids{query}").text
    month = months(clock.today())[3]
    assert f"gaps, {month.title}</h1>" in client.get(f"/reports/voids?month={month.from_on:%Y-%m}").text
    year = usual(clock.today())[3]
    assert f"gaps, {year.title}</h1>" in client.get(f"/reports/voids?month={year.from_on.year}").text


@pytest.mark.parametrize("role", list(Role))
def test_who_may(client: FlaskClient, role: Role) -> None:
    sign_in(client, role)
    allowed = {"council"} if role in (Role.STRATEGY, Role.GOVERNANCE) else {"own"} if role is Role.REFUGE else set()
    for path, whose in PAGES.items():
        assert client.get(path).status_code == (200 if whose in allowed else 403), path


def test_the_pages_say_the_same_as_their_files_and_no_address(client: FlaskClient, there: Arranged) -> None:
    lived_in(there, there.unit, clock.today() - 60 * DAY, None)
    strategist = member(there.town, there.town.actor(Role.STRATEGY))
    there.town.session.commit()
    page = file = ""
    for reader, place in ((there.manager, "/units/gaps"), (strategist, "/reports/voids")):
        sign_in_as(client, reader)
        page, file = client.get(place).text, client.get(f"{place}.csv").text
        assert "Voids and gaps" in page
        assert there.unit.code in page
        rows = [row for row in csv.reader(io.StringIO(file)) if row]
        assert [row[0] for row in rows if row[0] in ("Refuge", "All", there.unit.code)] == [
            "Refuge",
            "All",
            there.unit.code,
        ]
        for secret in (ADDRESS, POSTCODE, "Madeup"):
            assert secret not in page + file
    assert "[c]" in file
    assert "hidden" in page


def test_any_two_days_and_a_sentence_for_what_are_none(client: FlaskClient, there: Arranged) -> None:
    sign_in_as(client, there.manager)
    asked = "?first-day=1&first-month=3&first-year=2026&last-day={}&last-month=3&last-year=2026"
    assert "1 March 2026 to 31 March 2026" in client.get(f"/units/gaps{asked.format(31)}").text
    for query, sentence in (
        (asked.format(32), "must be a real date"),
        ("?first-day=2&first-month=3&first-year=2026", "Enter both days, or neither"),
        (asked.format(1).replace("first-day=1", "first-day=9"), "must be the same as or after the first day"),
    ):
        page = client.get(f"/units/gaps{query}")
        assert page.status_code == 200
        assert sentence in page.text


@pytest.mark.parametrize("many", [1, 9])
def test_the_page_takes_the_same_number_of_queries_however_many_units(
    client: FlaskClient, there: Arranged, many: int
) -> None:
    for _ in range(many):
        unit = there.town.unit(there.town.home("dispersed"))
        lived_in(there, unit, clock.today() - 60 * DAY, clock.today() - 9 * DAY)
    there.town.session.commit()
    sign_in_as(client, there.manager)
    client.get("/units/gaps")
    with db.count_statements() as statements:
        client.get("/units/gaps")
    assert len(statements) <= 14, "\n".join(statements)
