"""The pages of works: every one for its own people, by links, with nothing typed lost and no address."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role
from housing.places.voids.models import Void, VoidRevision
from housing.places.voids.services import record_void
from housing.places.voids.works import Works
from tests.housing.placements.arranging import ADDRESS, POSTCODE, Arranged, member, refuge_manager
from tests.housing.signing_in import sign_in, sign_in_as

DAY = timedelta(days=1)


@pytest.fixture
def signed_in(client: FlaskClient, served: Arranged) -> Arranged:
    """The refuge manager at her pages."""
    sign_in_as(client, served.manager)
    return served


def parts(name: str, day: date) -> dict[str, object]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


def sent(client: FlaskClient, address: str, data: dict[str, object] | None = None) -> str:
    return client.post(address, data=data or {}, follow_redirects=True).get_data(as_text=True)


def planned(there: Arranged, *, from_on: date | None = None, **said: object) -> str:
    """Works to come, recorded by the provider; the address of their page."""
    start = from_on or clock.today() + 10 * DAY
    terms: dict[str, object] = {
        "reason": "repairs", "until_on": start + 4 * DAY, "works_reference": "MU-77", "cost": Decimal("450.50"),
        "notes": "Made-up boiler",
    }  # fmt: skip
    works = Works(from_on=start, **{**terms, **said})  # type: ignore[arg-type]  # as a test says them
    return f"/voids/{record_void(unit_id=there.unit.id, works=works, by=there.manager, now=clock.now()).id}"


def test_works_are_planned_changed_and_cancelled_by_links_alone(client: FlaskClient, signed_in: Arranged) -> None:
    unit, start = f"/units/{signed_in.unit.id}", clock.today() + 10 * DAY
    assert f'href="{unit}/out-of-use"' in text(client, unit)
    page = sent(
        client,
        f"{unit}/out-of-use",
        {"reason": "safety_works", "how_long": "until", "works_reference": "MU-5", "cost": "£1,250",
         **parts("from_on", start), **parts("until_on", start + DAY)},
    )  # fmt: skip
    assert "The works are planned" in page
    assert "Reference MU-5. £1,250" in page
    with Session(db.engine()) as session:
        works = f"/voids/{session.scalars(select(Void.id)).one()}"
    assert f'href="{works}"' in page
    assert f'href="{works}/change"' in text(client, works)
    changed = sent(
        client,
        f"{works}/change",
        {"seen": "0", "reason": "safety_works", "how_long": "until", "works_reference": "MU-5", "cost": "1300",
         **parts("from_on", start), **parts("until_on", start + 3 * DAY)},
    )  # fmt: skip
    assert "Cost: £1,300, was £1,250" in changed
    assert "Back in use: " in changed
    assert "The works are cancelled" in sent(client, f"{works}/cancel", {"seen": "1"})
    assert signed_in.lines() == []
    assert "The works are cancelled" in sent(client, f"{works}/cancel", {"seen": "1"})
    with Session(db.engine()) as session:
        assert session.scalar(select(func.count(VoidRevision.id))) == 3


def test_what_does_not_fit_is_said_on_its_question_and_nothing_typed_is_lost(
    client: FlaskClient, signed_in: Arranged
) -> None:
    planned(signed_in)
    again = sent(
        client,
        f"/units/{signed_in.unit.id}/out-of-use",
        {"reason": "damage", "how_long": "not-known", "works_reference": "MU-99", "notes": "Made-up leak",
         **parts("from_on", clock.today() + 11 * DAY)},
    )  # fmt: skip
    assert "is out of use until" in again
    assert 'href="#from_on-day"' in again
    for typed in ('value="MU-99"', "Made-up leak"):
        assert typed in again
    wrong = sent(client, f"/units/{signed_in.unit.id}/out-of-use", {"cost": "much", "from_on-day": "31"})
    for sentence in ("Cost must be an amount of money", "First day must include a month and year", 'value="much"'):
        assert sentence in wrong


def test_an_old_page_does_not_overwrite(client: FlaskClient, signed_in: Arranged) -> None:
    works, start = planned(signed_in), clock.today() + 10 * DAY
    answers = {
        "reason": "damage", "how_long": "until", **parts("from_on", start), **parts("until_on", start + DAY),
    }  # fmt: skip
    for seen in ("7", "", "nonsense"):
        assert "Somebody else changed these works" in sent(client, f"{works}/change", {**answers, "seen": seen})
    assert "The change is recorded" in sent(client, f"{works}/change", {**answers, "seen": "0"})


def test_of_what_is_over_only_the_works_are_asked_for(client: FlaskClient, signed_in: Arranged) -> None:
    works = planned(signed_in, from_on=clock.today() - 5 * DAY, until_on=None)
    sent(client, f"/units/{signed_in.unit.id}/available-now")
    form = text(client, f"{works}/change")
    assert "From which day?" not in form
    done = sent(client, f"{works}/change", {"seen": "1", "reason": "repairs", "cost": "80"})
    assert "Cost: £80, was £450.50" in done
    assert "Ended early" in done


def test_the_council_reads_all_voids_without_what_was_typed_and_without_an_address(
    client: FlaskClient, served: Arranged
) -> None:
    works = planned(served)
    for role in (Role.OFFICER, Role.HOMELESSNESS):
        reader = member(served.town, served.town.actor(role))
        served.town.session.commit()
        sign_in_as(client, reader)
        for page in (text(client, "/voids"), text(client, works), text(client, "/voids.csv")):
            assert served.unit.code in page
            for secret in (ADDRESS, POSTCODE, "MU-77", "Made-up boiler"):
                assert secret not in page
        assert client.get(f"{works}/change").status_code == 403


def test_nobody_else_finds_them(client: FlaskClient, served: Arranged) -> None:
    works = planned(served)
    stranger = refuge_manager(served.town, "Sara Demo", served.town.team)
    served.town.session.commit()
    sign_in_as(client, stranger)
    for page in (works, f"{works}/change", f"{works}/cancel", f"/voids/{uuid4()}"):
        text(client, page, 404)
    assert served.unit.code not in text(client, "/voids")
    for role in (Role.STRATEGY, Role.ADMINISTRATOR, Role.CONTRACTOR, Role.GOVERNANCE):
        sign_in(client, role)
        assert client.get("/voids").status_code == client.get(works).status_code == 403


def test_the_list_is_filtered_counted_and_downloaded(client: FlaskClient, signed_in: Arranged) -> None:
    planned(signed_in)
    planned(signed_in, from_on=clock.today(), until_on=clock.today() + DAY, cost=Decimal(50))
    assert "come to £500.50" in text(client, "/voids")
    now = text(client, "/voids?when=now")
    assert "come to £50." in now
    assert "1 void<" in now
    assert "No void fits this choice" in text(client, "/voids?reason=damage")
    assert "2 voids<" in text(client, "/voids?when=nonsense&kind=%00&page=99999")
    lines = text(client, "/voids.csv?when=planned").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(f"{signed_in.unit.code},")
    assert lines[1].endswith(",4,450.50")


def test_a_void_that_should_have_ended_says_so(client: FlaskClient, signed_in: Arranged) -> None:
    works = planned(signed_in, from_on=clock.today() - 5 * DAY, until_on=None, expected_on=clock.today() + DAY)
    with Session(db.engine()) as session, session.begin():
        session.scalars(select(VoidRevision)).one().expected_on = clock.today() - DAY
    for page in (works, "/voids", f"/units/{signed_in.unit.id}"):
        assert "Should have ended" in text(client, page)


@pytest.mark.parametrize("many", [1, 8])
def test_the_list_takes_the_same_number_of_queries_however_long(
    client: FlaskClient, signed_in: Arranged, many: int
) -> None:
    for number in range(many):
        planned(signed_in, from_on=clock.today() + (10 + 5 * number) * DAY)
    text(client, "/voids")
    with db.count_statements() as statements:
        text(client, "/voids")
    assert len(statements) <= 9, "\n".join(statements)
