"""What is free: the answer for the days, choices kept for each person, a file without addresses."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role
from housing.audit import AuditEntry
from housing.config import Settings
from housing.places.available.models import KeptChoice
from tests.housing.application import create_app
from tests.housing.placements.arranging import member
from tests.housing.places.seen_by import ADDRESS, AREA, POSTCODE, Stock, stock
from tests.housing.signing_in import sign_in_as

LIST = "/vacancies"


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The whole application."""
    return create_app(haven).test_client()


@pytest.fixture
def there(client: FlaskClient) -> Iterator[Stock]:
    """The stock, on the client's database, with the council's team signed in."""
    with Session(db.engine(), expire_on_commit=False) as session:
        made = stock(session)
        sign_in_as(client, made.team)
        yield made


def page(client: FlaskClient, address: str = LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def chosen(client: FlaskClient, **answers: object) -> str:
    return client.post(LIST, data=answers, follow_redirects=True).get_data(as_text=True)


def typed(name: str, day: date) -> dict[str, object]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_it_says_what_is_free_what_is_in_the_way_and_until_when(client: FlaskClient, there: Stock) -> None:
    shown = page(client)
    assert "1 unit is free" in shown
    leaves = clock.today() + timedelta(days=5)
    assert f"until {leaves.day} {leaves:%b %Y}" in shown
    assert shown.index("R-FREE") < shown.index("D-LEAVING")
    for secret in (ADDRESS, POSTCODE, "ELSEWHERE"):
        assert secret not in shown


def test_for_days_after_the_departure_both_are_free(client: FlaskClient, there: Stock) -> None:
    later = clock.today() + timedelta(days=6)
    shown = chosen(client, **typed("from_on", later), **typed("until_on", later + timedelta(days=7)))
    assert "2 units are free" in shown
    assert f"from {later.day} {later:%B %Y} until" in shown


def test_choices_are_kept_for_the_person_and_can_be_cleared(client: FlaskClient, there: Stock) -> None:
    shown = chosen(client, kind="dispersed", people="2", sexes="female", name="Somebody")
    assert "D-LEAVING" in shown
    assert "R-FREE" not in shown
    assert "Showing: Dispersed home; How many people: 2; Women" in shown
    assert "R-FREE" not in page(client)  # another visit
    assert "R-FREE" not in page(client, f"{LIST}?order=-unit")
    with db.reading() as session:
        (kept,) = session.scalars(select(KeptChoice))
        assert kept.answers == {"kind": ["dispersed"], "people": ["2"], "sexes": ["female"]}
    colleague = member(there.town, there.town.actor(Role.HOMELESSNESS, "Hugo Demo"))
    there.town.session.commit()
    sign_in_as(client, colleague)
    assert "R-FREE" in page(client)
    sign_in_as(client, there.team)
    assert "R-FREE" in chosen(client, clear="yes")
    assert "R-FREE" in page(client)
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(KeptChoice)) == 0


def test_choosing_twice_keeps_the_last_and_is_recorded_without_what_was_chosen(
    client: FlaskClient, there: Stock
) -> None:
    chosen(client, kind="dispersed")
    chosen(client, kind="refuge", boy="7")
    with db.reading() as session:
        (kept,) = session.scalars(select(KeptChoice))
        assert kept.answers == {"kind": ["refuge"], "boy": ["7"]}
        lines = list(session.scalars(select(AuditEntry).where(AuditEntry.action == "choice.kept")))
        assert [line.facts for line in lines] == [{"chosen": ["kind"]}, {"chosen": ["boy", "kind"]}]


def test_a_link_from_elsewhere_shows_its_own_choice_and_changes_nothing_kept(client: FlaskClient, there: Stock) -> None:
    chosen(client, kind="dispersed")
    assert "R-FREE" in page(client, f"{LIST}?kind=refuge&state=free&area=withheld")
    assert "R-FREE" not in page(client)
    assert "No unit fits this choice." in page(client, f"{LIST}?kind=refuge&area={there.town.ward}")


def test_a_refuge_s_ward_finds_nothing_so_that_nobody_can_try_them_one_by_one(
    client: FlaskClient, there: Stock
) -> None:
    assert AREA in page(client, f"{LIST}?area={there.town.ward}")
    there.home.confidential = "withheld"
    there.town.session.commit()
    everything, guessed = page(client), page(client, f"{LIST}?area={there.town.ward}")
    assert AREA not in everything
    assert AREA not in guessed
    assert "R-FREE" in guessed  # a ward that is not offered is no choice at all


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"people": "two"}, "Number of people"),
        ({"people": "0"}, "Number of people"),
        ({"kind": "castle"}, "Select an answer from the list"),
        (typed("from_on", date(2020, 1, 1)), "First day must be today or in the future"),
        (typed("from_on", date(2026, 2, 1)) | {"from_on-day": "31"}, "First day must be a real date"),
        ({"until_on-day": "3"}, "Last day must include"),
    ],
)
def test_what_cannot_be_has_its_sentence_and_nothing_is_lost(
    client: FlaskClient, there: Stock, answers: dict[str, object], sentence: str
) -> None:
    shown = chosen(client, boy="7", **answers)
    assert "There is a problem" in shown
    assert sentence in shown
    assert 'value="7"' in shown
    with db.reading() as session:
        assert session.scalar(select(KeptChoice)) is None


def test_a_last_day_before_the_first_is_said_on_the_last_day(client: FlaskClient, there: Stock) -> None:
    first = clock.today() + timedelta(days=3)
    shown = chosen(client, **typed("from_on", first), **typed("until_on", first))
    assert "The last day must be after the first day" in shown


def test_the_list_is_sorted_by_its_headings(client: FlaskClient, there: Stock) -> None:
    up, down = page(client, f"{LIST}?order=unit"), page(client, f"{LIST}?order=-unit")
    assert (up.index("D-LEAVING") < up.index("R-FREE")) != (down.index("D-LEAVING") < down.index("R-FREE"))
    for order in ("kind", "-room", "free", "nonsense", "-"):
        assert "R-FREE" in page(client, f"{LIST}?order={order}&_external=1&_scheme=javascript&page=99")


def test_the_file_is_the_list_without_an_address_and_says_who_took_it(client: FlaskClient, there: Stock) -> None:
    there.free.code = "=1+1"
    there.town.session.commit()
    chosen(client, kind="refuge")
    answer = client.get(f"{LIST}.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    head, titles, *rows = csv.reader(io.StringIO(answer.get_data(as_text=True)))
    assert there.team.name in head[0]
    (row,) = (dict(zip(titles, each, strict=True)) for each in rows)
    assert (row["unit"], row["free on these days"], row["area"]) == ("'=1+1", "yes", "withheld")
    for secret in (ADDRESS, POSTCODE, AREA):
        assert secret not in answer.get_data(as_text=True)
    with db.reading() as session:
        (line,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "vacancies.downloaded"))
        assert (line.subject_id, line.account_id) == ("1", there.team.account_id)


def test_an_officer_sees_the_list_and_takes_no_file(client: FlaskClient, there: Stock) -> None:
    officer = member(there.town, there.town.actor(Role.OFFICER, "Olive Demo"))
    there.town.session.commit()
    sign_in_as(client, officer)
    assert "Download" not in page(client)
    assert client.get(f"{LIST}.csv").status_code == 403


def test_the_number_of_queries_does_not_grow(client: FlaskClient, there: Stock) -> None:
    chosen(client, boy="3", pets="dog")
    page(client)
    with db.count_statements() as few:
        page(client)
    for _ in range(5):
        there.town.unit(there.town.home("specialist"))
    there.town.session.commit()
    with db.count_statements() as many:
        page(client)
    assert len(many) == len(few)
