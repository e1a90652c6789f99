"""One tap on a telephone: what was seen is confirmed, and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.places import services
from housing.places.models import Unit, VacancyCheck
from tests.housing.placements.arranging import Arranged, last_looked_at, never_looked_at, refuge_manager
from tests.housing.signing_in import sign_in_as

SEEN = re.compile(r'action="([^"]*)"[^>]*>(?:(?!</form>).)*?name="seen" value="([^"]*)"', re.DOTALL)


@pytest.fixture
def signed_in(client: FlaskClient, served: Arranged) -> Arranged:
    """The refuge manager is signed in; nobody has ever looked at a unit."""
    never_looked_at(db.engine())
    sign_in_as(client, served.manager)
    return served


def page(client: FlaskClient, address: str = "/units") -> str:
    return client.get(address).get_data(as_text=True)


def carried(shown: str, action: str) -> str:
    """What the form with that action carries."""
    found: dict[str, str] = dict(SEEN.findall(shown))
    return found[action]


def press(client: FlaskClient, shown: str, action: str) -> str:
    answer = client.post(action, data={"seen": carried(shown, action)}, follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def looks() -> int:
    with Session(db.engine()) as session:
        return session.scalar(select(func.count()).select_from(VacancyCheck)) or 0


def another(there: Arranged) -> Unit:
    """A second unit of the property, so that it stands by itself on the page."""
    unit = there.town.unit(there.home, looked_at=None)
    there.town.session.commit()
    return unit


def test_one_tap_confirms_a_property_and_says_who_did(client: FlaskClient, signed_in: Arranged) -> None:
    another(signed_in)
    shown = page(client)
    assert "Never confirmed" in shown
    assert "Still right?" in shown
    confirm = f"/properties/{signed_in.home.id}/confirm"
    answer = client.post(confirm, data={"seen": carried(shown, confirm)})
    assert answer.location.endswith(f"/units#property-{signed_in.home.id}")
    done = page(client)
    assert re.search(r"Confirmed today at [\d:]+[ap]m by Rita Demo", done)
    assert "Still right?" not in done


def test_the_council_reads_the_organisation_and_not_the_person(client: FlaskClient, signed_in: Arranged) -> None:
    last_looked_at(db.engine(), clock.now() - timedelta(minutes=1), signed_in.manager)
    sign_in_as(client, signed_in.officer)
    shown = page(client, "/vacancies")
    assert "by Made-up refuge" in shown
    assert "Rita" not in shown
    last_looked_at(db.engine(), clock.now() - timedelta(hours=25), signed_in.officer)
    shown = page(client, "/vacancies")
    assert "by the council, who telephoned" in shown
    assert "Confirm first" in shown


def test_what_is_exactly_as_old_as_the_setting_is_still_fresh(client: FlaskClient, signed_in: Arranged) -> None:
    last_looked_at(db.engine(), clock.now() - timedelta(hours=24, minutes=1), signed_in.manager)
    assert "Still right?" in page(client)
    last_looked_at(db.engine(), clock.now() - timedelta(hours=23, minutes=59), signed_in.manager)
    assert "Still right?" not in page(client)


def test_pressing_twice_confirms_once(client: FlaskClient, signed_in: Arranged) -> None:
    second = another(signed_in)
    shown, confirm = page(client), f"/units/{signed_in.unit.id}/confirm"
    unit = page(client, f"/units/{signed_in.unit.id}")
    assert f"what Haven shows of {signed_in.unit.code} is right" in press(client, unit, confirm)
    assert f"{signed_in.unit.code} had been confirmed already" in press(client, unit, confirm)
    whole = f"/properties/{signed_in.home.id}/confirm"
    assert f"what Haven shows of {second.code} is right" in press(client, shown, whole)
    assert "These 2 units had been confirmed already" in press(client, shown, whole)
    assert looks() == 2


def test_what_changed_since_the_page_was_shown_is_said_and_not_confirmed(
    client: FlaskClient, signed_in: Arranged
) -> None:
    other = another(signed_in)
    shown, confirm = page(client), f"/properties/{signed_in.home.id}/confirm"
    now = clock.now()
    services.prepare_unit(
        unit_id=other.id, ready_on=clock.day_of(now) + timedelta(days=3), by=signed_in.manager, now=now
    )
    before = looks()
    told = press(client, shown, confirm)
    assert f"{other.code} changed after you opened the page" in told
    assert f"what Haven shows of {signed_in.unit.code} is right" in told
    assert looks() == before + 1


def test_a_unit_that_the_page_did_not_show_is_not_confirmed(client: FlaskClient, signed_in: Arranged) -> None:
    another(signed_in)
    shown, confirm = page(client), f"/properties/{signed_in.home.id}/confirm"
    added = another(signed_in)
    assert f"{added.code} changed after you opened the page" in press(client, shown, confirm)
    assert looks() == 2


def test_every_unit_of_every_property_in_one_tap(client: FlaskClient, signed_in: Arranged) -> None:
    for _ in range(2):
        home = signed_in.town.home()
        for _ in range(3):
            signed_in.town.unit(home, looked_at=None)
    signed_in.town.session.commit()
    shown = page(client)
    assert "Every unit is still right" in shown
    assert "what Haven shows of these 7 units is right" in press(client, shown, "/units/confirm")
    assert looks() == 7
    assert "Still right?" not in page(client)


def test_homes_of_one_unit_stand_together_with_one_button(client: FlaskClient, signed_in: Arranged) -> None:
    for _ in range(3):
        signed_in.town.unit(signed_in.town.home(), looked_at=None)
    signed_in.town.session.commit()
    shown = page(client)
    assert shown.count("All still right") == 1
    assert "what Haven shows of these 4 units is right" in press(client, shown, "/units/confirm-homes")
    assert looks() == 4


ODD = ("", "\0", "!!!!", "x" * 300_000, "{unit}!free!free!!nonsense", "{unit} {unit}!a!b!c!d")


@pytest.mark.parametrize("odd", ODD)
def test_nothing_odd_confirms_anything(client: FlaskClient, signed_in: Arranged, odd: str) -> None:
    for address in (f"/units/{signed_in.unit.id}", f"/properties/{signed_in.home.id}", "/units"):
        sent = {"seen": odd.format(unit=signed_in.unit.id) if "{" in odd else odd}
        assert client.post(f"{address}/confirm", data=sent).status_code == 303
    assert looks() == 0


def test_somebody_else_s_units_are_not_there(client: FlaskClient, signed_in: Arranged) -> None:
    seen = carried(page(client), "/units/confirm-homes")
    stranger = refuge_manager(signed_in.town, "Sara Demo", signed_in.town.team)
    signed_in.town.session.commit()
    sign_in_as(client, stranger)
    for address in (f"/units/{signed_in.unit.id}", f"/properties/{signed_in.home.id}", "/units"):
        assert client.post(f"{address}/confirm", data={"seen": seen}).status_code == 404
    assert client.post("/units/confirm-homes", data={"seen": seen}).status_code == 404
    assert looks() == 0
