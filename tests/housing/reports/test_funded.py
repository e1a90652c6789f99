"""The report on who pays: households and nights by way of paying, the concession, small numbers hidden."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from housing import db
from housing.access import Role
from housing.app import create_app
from housing.config import Settings
from housing.households.immigration.recording import Said
from housing.presentations.funding import outcomes
from housing.presentations.funding.outcomes import Concession, RouteCount
from housing.presentations.funding.status import record_status
from housing.presentations.services import start_presentation
from housing.reports.funded import measures
from pathway.concession import Outcome
from tests.housing.households.factories import COUNCIL, NOW, TODAY, Town, town
from tests.housing.presentations.funding.arranging import pays
from tests.housing.signing_in import sign_in

LABELS = {"section_17": "Section 17", "charity": "Charity", "own_means": "Own means"}


@pytest.fixture
def people(engine: Engine) -> Town:
    return town()


def households(people: Town, many: int) -> list[UUID]:
    return [
        start_presentation(name=f"Madeup Person {number}", route="self", by=people.officer, now=NOW).household_id
        for number in range(many)
    ]


def test_households_and_nights_are_counted_once_each(people: Town) -> None:
    first, second = households(people, 2)
    for each in (first, second):
        pays(each, people.officer, until_on=TODAY + timedelta(days=4))
    pays(first, people.officer, until_on=TODAY + timedelta(days=6))

    def counted(from_on: date, until_on: date, councils: list[str]) -> dict[str, RouteCount]:
        with db.reading() as session:
            return outcomes.by_route(session, councils, from_on=from_on, until_on=until_on,
                                     as_at=until_on - timedelta(days=1))  # fmt: skip

    assert counted(TODAY, TODAY + timedelta(days=30), [COUNCIL]) == {"section_17": RouteCount(0, 2, 10)}
    assert counted(TODAY, TODAY + timedelta(days=5), [COUNCIL]) == {"section_17": RouteCount(1, 2, 9)}
    assert counted(TODAY, TODAY + timedelta(days=30), ["E08000999"]) == {}


def test_the_concession_is_counted_with_the_nights_after_it(people: Town) -> None:
    (household,) = households(people, 1)
    granted, last = TODAY - timedelta(days=60), TODAY - timedelta(days=10)
    said = Said("mvdac_granted", granted, ends_on=last)
    record_status(household_id=household, said=said, by=people.officer, now=NOW)
    stayed = {household: {last, last + timedelta(days=1), TODAY - timedelta(days=1)}}
    with db.reading() as session:
        found = outcomes.concession(
            session, [COUNCIL], stayed, from_on=last - timedelta(days=5), until_on=TODAY, today=TODAY
        )
    assert found == Concession({**dict.fromkeys(Outcome, 0), Outcome.ENDED: 1}, nights=2, of_households=1)


def test_a_small_line_is_hidden_as_a_whole_with_what_would_give_it_away() -> None:
    counts = {"section_17": RouteCount(9, 12, 302), "charity": RouteCount(2, 3, 40), "old": RouteCount(6, 7, 95)}
    lines = measures.routes(counts, LABELS, 5, several=True)
    assert [line.name for line in lines] == [*LABELS.values(), "old"]
    cells = {line.name: line.cells for line in lines}
    assert cells["Section 17"] == (9, 12, 300)
    assert cells["Charity"] == cells["old"] == (None, None, None)
    assert cells["Own means"] == (0, 0, 0)


@pytest.mark.parametrize(("of", "nights"), [(0, 0), (4, None), (5, 63)])
def test_nights_of_few_households_are_hidden(of: int, nights: int | None) -> None:
    counts = {Outcome.APPLIED: 4, Outcome.GRANTED: 5}
    lines, shown = measures.concession(Concession(counts, 63 if of else 0, of), 5, several=False)
    assert [line.cells for line in lines] == [(None,), (5,), (0,), (0,)]
    assert shown == nights


def test_the_page_and_its_file(haven: Settings) -> None:
    client: FlaskClient = create_app(haven).test_client()
    sign_in(client, Role.STRATEGY)
    page = client.get("/reports/who-pays").text
    assert "Children Act 1989 section 17" in page
    assert "Ended before another way of paying began" in page
    for asked in ("?month=nonsense", "?month=2026-99", "?month=\x00", "?month=😀"):
        assert client.get(f"/reports/who-pays{asked}").status_code == 200
    lines = client.get("/reports/who-pays.csv").text.splitlines()
    assert lines[0] == "Way of paying,Households on the last day,Households in the period,Nights paid for"
    assert client.get("/reports/placements").text.count("/reports/who-pays") == 1
    sign_in(client, Role.OFFICER)
    assert {client.get(f"/reports/who-pays{end}").status_code for end in ("", ".csv")} == {403}
