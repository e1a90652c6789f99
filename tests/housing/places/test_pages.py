"""The refuge manager's pages: what waits at a glance, two taps for a change; and the council's vacancies."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role
from housing.places.models import AcceptancePolicy
from tests.housing.placements.arranging import ADDRESS, POSTCODE, Arranged, refuge_manager
from tests.housing.signing_in import sign_in_as

UNIT_PAGES = ("/units/{unit}", "/units/{unit}/prepare", "/units/{unit}/available", "/units/{unit}/out-of-use")
PAGES = ("/units", *UNIT_PAGES, "/properties/{home}", "/properties/{home}/policy")

FRESH = re.compile(r'nonce="[^"]*"|[\w-]+\.[\w-]{6}\.[\w-]{27}')  # differ in every answer


def text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return FRESH.sub("", answer.get_data(as_text=True))


def sent(client: FlaskClient, address: str, data: dict[str, object] | None = None) -> str:
    return client.post(address, data=data or {}, follow_redirects=True).get_data(as_text=True)


def confirmed(client: FlaskClient, page: str) -> str:
    """Press the button of a page that shows what a change would do."""
    back, mark = re.search(r"change=([0-9a-f-]{36})", page), re.search(r'name="seen" value="([^"]*)"', page)
    assert back is not None
    assert mark is not None
    return sent(client, f"/changes/preview/{back[1]}", {"seen": mark[1]})


def parts(name: str, day: date) -> dict[str, object]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def out(reason: str, how_long: str) -> dict[str, object]:
    """Out of use from today."""
    return {"reason": reason, "how_long": how_long, **parts("from_on", clock.today())}


def at(address: str, served: Arranged) -> str:
    return address.format(unit=served.unit.id, home=served.home.id)


@pytest.fixture
def signed_in(client: FlaskClient, served: Arranged) -> Arranged:
    """The refuge manager is signed in."""
    sign_in_as(client, served.manager)
    return served


def test_every_page_is_the_provider_s_own(client: FlaskClient, served: Arranged) -> None:
    stranger = refuge_manager(served.town, "Sara Demo", served.town.team)
    strategist = served.town.actor(Role.STRATEGY)
    served.town.session.commit()
    for actor, status in ((served.manager, 200), (served.officer, 403), (strategist, 403)):
        sign_in_as(client, actor)
        for page in PAGES:
            text(client, at(page, served), status)
    sign_in_as(client, stranger)
    missing = text(client, f"/units/{uuid4()}", 404)
    for page in PAGES[1:]:
        assert text(client, at(page, served), 404) == missing


def test_no_page_that_is_only_looked_at_holds_the_address(client: FlaskClient, signed_in: Arranged) -> None:
    for page in PAGES:
        shown = text(client, at(page, signed_in))
        assert ADDRESS not in shown
        assert POSTCODE not in shown
    told = client.post(f"/properties/{signed_in.home.id}/address").get_data(as_text=True)
    assert f"{ADDRESS}, {POSTCODE}" in told


def test_each_state_can_be_changed_into_the_next(client: FlaskClient, signed_in: Arranged) -> None:
    unit, soon = f"/units/{signed_in.unit.id}", clock.today() + timedelta(days=3)
    said = f"{soon.day} {soon:%B %Y}"
    closed = sent(client, f"{unit}/out-of-use", {**out("repairs", "until"), **parts("until_on", soon)})
    assert f"Repairs, until {said}" in closed
    closed = sent(client, f"{unit}/out-of-use", out("damage", "not-known"))
    assert "Damage, no date known" in closed
    assert f"until {said}" in sent(client, f"{unit}/available", parts("from_on", soon))
    assert f"until {said}" in sent(client, f"{unit}/prepare", parts("ready_on", soon))
    freed = sent(client, f"{unit}/available-now")
    assert "The unit is available from today" in freed
    assert signed_in.lines() == []


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client: FlaskClient, signed_in: Arranged) -> None:
    unit = f"/units/{signed_in.unit.id}"
    missing = sent(client, f"{unit}/out-of-use", {"how_long": "until", "until_on-day": "31", "until_on-month": "2"})
    for sentence in ("Select why the unit is out of use", "must include a year", 'value="31"'):
        assert sentence in missing, sentence
    today = sent(client, f"{unit}/prepare", parts("ready_on", clock.today()))
    assert "must be in the future" in today
    for odd in ("\0", "\U0001f9f8", "x" * 2_000_000):
        assert client.post(f"{unit}/out-of-use", data={"reason": odd, "how_long": odd}).status_code == 200


def test_a_state_that_somebody_else_changed_meanwhile_is_not_overwritten(
    client: FlaskClient, signed_in: Arranged
) -> None:
    unit, soon = f"/units/{signed_in.unit.id}", clock.today() + timedelta(days=3)
    opened = {"seen": "free", **parts("ready_on", soon)}
    sent(client, f"{unit}/out-of-use", out("damage", "not-known"))
    late = sent(client, f"{unit}/prepare", opened)
    assert f"Somebody else changed the state of {signed_in.unit.code} while you had it open" in late
    assert "Somebody else changed" in sent(client, f"{unit}/available-now", {"seen": "free"})
    assert [line.kind for line in signed_in.lines()] == ["out_of_use"]
    mark = re.search(r'name="seen" value="([^"]*)"', late)
    assert mark is not None
    assert "being prepared" in sent(client, f"{unit}/prepare", {**opened, "seen": mark[1]})


def test_held_and_occupied_units_lead_to_their_household(client: FlaskClient, signed_in: Arranged) -> None:
    offer = signed_in.offer(now=clock.now())
    assert f"/units/{signed_in.unit.id}/referral" in text(client, "/units")
    assert "The referral" in text(client, f"/units/{signed_in.unit.id}")
    assert "is held" in sent(client, f"/units/{signed_in.unit.id}/available-now")
    signed_in.accept(offer, now=clock.now())
    signed_in.arrive(offer, now=clock.now())
    assert f"/units/{signed_in.unit.id}/stay" in text(client, "/units")


def test_what_is_accepted_begins_from_what_is_in_force_and_is_kept_beside_it(
    client: FlaskClient, signed_in: Arranged
) -> None:
    page, soon = f"/properties/{signed_in.home.id}/policy", clock.today() + timedelta(days=10)
    begun = text(client, page)
    assert re.search(r'value="female"[^>]*checked', begun)
    answers: dict[str, object] = {
        **parts("from_on", soon), "sexes": ["female"], "boys": "up-to", "boys_up_to": "12", "max_support": "high",
        "funding": ["housing_benefit"], "pets": ["cat"], "cap_no_recourse": "2",
    }  # fmt: skip
    asked = sent(client, page, answers)
    assert "What this change would do" in asked
    assert "To come: from" not in text(client, f"/properties/{signed_in.home.id}")
    assert "the change is recorded" in confirmed(client, asked)
    done = text(client, f"/properties/{signed_in.home.id}")
    assert "To come: from" in done
    assert "Boys up to 12" in done
    with Session(db.engine()) as session:
        newest = session.query(AcceptancePolicy).order_by(AcceptancePolicy.from_on.desc()).first()
        assert newest is not None
        assert newest.caps == {"funding:no_recourse": 2}


def test_a_policy_form_says_what_is_missing(client: FlaskClient, signed_in: Arranged) -> None:
    page = f"/properties/{signed_in.home.id}/policy"
    missing = sent(client, page, {"boys": "up-to", **parts("from_on", clock.today() - timedelta(days=1))})
    for sentence in ("must be today or in the future", "Select at least one", "Enter the oldest age"):
        assert sentence in missing, sentence


def test_vacancies_never_say_where_a_refuge_is(client: FlaskClient, served: Arranged) -> None:
    flat = served.town.unit(served.town.home("dispersed", address="9 Second Street", postcode="ZZ97 7ZZ"))
    served.town.session.commit()
    sign_in_as(client, served.officer)
    everything = text(client, "/vacancies")
    for told in (served.unit.code, flat.code, "Area withheld", "Made-up ward"):
        assert told in everything, told
    for kept in (ADDRESS, POSTCODE, "9 Second Street", "ZZ97 7ZZ"):
        assert kept not in everything, kept
    refuges = text(client, "/vacancies?kind=refuge&state=free").partition("haven-table")[2]  # not what to choose from
    assert served.unit.code in refuges
    assert flat.code not in refuges
    assert "Made-up ward" not in refuges
    assert "No unit fits this choice." in text(client, "/vacancies?state=occupied")
    for odd in ("kind=%00", "kind=made-up", "kind=refuge&kind=dispersed", "state=%F0%9F%A7%B8"):
        text(client, f"/vacancies?{odd}")
    sign_in_as(client, served.manager)
    text(client, "/vacancies", 403)


@pytest.mark.parametrize("many", [1, 8])
def test_lists_take_the_same_number_of_queries_however_long(client: FlaskClient, served: Arranged, many: int) -> None:
    for _ in range(many):
        served.town.unit(served.town.home())
    served.town.session.commit()
    for actor, address in ((served.manager, "/units"), (served.officer, "/vacancies")):
        sign_in_as(client, actor)
        with db.count_statements() as statements:
            text(client, address)
        assert len(statements) <= 12, "\n".join(statements)
