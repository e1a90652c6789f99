"""The pages: answers, what they would do, back with nothing lost, recorded, kept; each only for those whose it is."""

from __future__ import annotations

import re
from uuid import uuid4

from flask.testing import FlaskClient

from housing import clock, db
from housing.access import Role
from housing.places.models import AcceptancePolicy
from tests.housing.placements.arranging import member, refuge_manager
from tests.housing.placements.sandbox.conftest import Before
from tests.housing.signing_in import sign_in_as

Answers = dict[str, object]


def answers(**changes: object) -> Answers:
    """The policy's form as the manager fills it in: boys up to 12, from today."""
    today = clock.today()
    return {
        "from_on-day": today.day, "from_on-month": today.month, "from_on-year": today.year,
        "sexes": ["female"], "boys": "up-to", "boys_up_to": "12", "max_support": "very_high",
        "funding": ["housing_benefit"], "pets": ["dog"], "cap_high": "3", **changes,
    }  # fmt: skip


def sent(client: FlaskClient, address: str, data: Answers, status: int = 200) -> str:
    answer = client.post(address, data=data, follow_redirects=True)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def shown(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


def mark(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def back(page: str) -> str:
    found = re.search(r'href="([^"]*[?]change=[0-9a-f-]{36})"', page)
    assert found is not None
    return found[1]


def begun(client: FlaskClient, served: Before) -> tuple[str, str]:
    """The manager has sent her answers: the preview's address, and its page."""
    sign_in_as(client, served.manager)
    page = sent(client, f"/properties/{served.home.id}/policy", answers())
    return f"/changes/preview/{back(page)[-36:]}", page


def test_answers_lead_to_what_they_would_do_and_record_nothing(client: FlaskClient, served: Before) -> None:
    _, page = begun(client, served)
    for told in ("What this change would do", "Boys of any age", "Boys up to 12", "Fewer than 5", "Record the change"):
        assert told in page, told
    for kept in (str(served.mother.id), served.mother.reference):
        assert kept not in page, kept
    assert len(served.policies()) == 1


def test_going_back_loses_nothing_typed(client: FlaskClient, served: Before) -> None:
    _, page = begun(client, served)
    form = shown(client, back(page))
    assert re.search(r'name="boys_up_to"[^>]*value="12"', form)
    assert re.search(r'name="cap_high"[^>]*value="3"', form)
    assert not re.search(r'value="male"[^>]*checked', form)
    stranger = refuge_manager(served.town, "Sara Demo")
    served.town.session.commit()
    sign_in_as(client, stranger)
    assert not re.search(r'name="boys_up_to"[^>]*value="12"', shown(client, back(page)))
    for odd in ("x", "%00", str(uuid4()), "é"):
        shown(client, f"/properties/{served.home.id}/policy?change={odd}")


def test_recording_it_leads_to_what_is_kept(client: FlaskClient, served: Before) -> None:
    address, page = begun(client, served)
    kept = sent(client, address, {"seen": mark(page)})
    assert "the change is recorded" in kept
    assert f"Recorded by {served.manager.name}" in kept
    assert "Boys up to 12" in kept
    assert len(served.policies()) == 2
    again = sent(client, address, {"seen": mark(page)})
    assert f"Recorded by {served.manager.name}" in again
    assert len(served.policies()) == 2
    (change,) = served.changes()
    assert client.get(address).headers["Location"] == f"/changes/{change.id}"
    assert f"/changes/{change.id}" in shown(client, "/changes")
    sign_in_as(client, served.team)
    assert served.mother.reference in shown(client, f"/changes/{change.id}")
    strategist = member(served.town, served.town.actor(Role.STRATEGY))
    served.town.session.commit()
    sign_in_as(client, strategist)
    told = shown(client, f"/changes/{change.id}")
    assert "Fewer than 5" in told
    assert served.mother.reference not in told


def test_a_mark_that_was_tampered_with_shows_it_again_and_records_nothing(client: FlaskClient, served: Before) -> None:
    address, page = begun(client, served)
    for tampered in ("", "0" * 64, mark(page)[::-1], "é"):
        again = sent(client, address, {"seen": tampered})
        assert "The facts have changed since you looked, so nothing was recorded" in again
        assert mark(again) == mark(page)
    assert mark(sent(client, address, {"seen": "\0"})) == mark(page)
    assert len(served.policies()) == 1


def test_facts_that_changed_are_told_and_can_be_confirmed_then(client: FlaskClient, served: Before) -> None:
    address, page = begun(client, served)
    with db.transaction() as session:
        session.add(
            AcceptancePolicy(
                property_id=served.home.id, from_on=clock.today(), sexes=["female"], boys_any=True, boys_up_to=None,
                max_support="low", pets=[], funding=["housing_benefit"], services=[], caps={}, recorded_at=clock.now(),
            )
        )  # fmt: skip
    again = sent(client, address, {"seen": mark(page)})
    assert "The facts have changed since you looked" in again
    assert "Highest support need" in again
    assert "Highest support need" not in page
    assert "the change is recorded" in sent(client, address, {"seen": mark(again)})


def test_nobody_else_reaches_an_intention(client: FlaskClient, served: Before) -> None:
    address, _ = begun(client, served)
    stranger = refuge_manager(served.town, "Sara Demo")
    strategist = member(served.town, served.town.actor(Role.STRATEGY))
    served.town.session.commit()
    for actor, status in ((stranger, 404), (served.team, 404), (strategist, 403)):
        sign_in_as(client, actor)
        shown(client, address, status)
        sent(client, address, {"seen": ""}, status)
    shown(client, f"/changes/preview/{uuid4()}", 403)
    sign_in_as(client, served.manager)
    shown(client, f"/changes/preview/{uuid4()}", 404)
    shown(client, f"/changes/{uuid4()}", 404)


def test_a_distance_goes_the_same_way(client: FlaskClient, served: Before) -> None:
    concern = served.town.concern(served.mother)
    place = served.town.danger(concern, 443_000, 390_000, 2_000)
    served.town.session.commit()
    sign_in_as(client, served.team)
    places = f"/households/{served.mother.id}/concerns/{concern.id}/places"
    assert f"{places}/{place.id}/distance" in shown(client, places)
    for typed, sentence in (
        ("", "Enter the distance in metres"), ("0", "must be"), ("2000", "already"), ("x", "must be a number"),
    ):  # fmt: skip
        refused = sent(client, f"{places}/{place.id}/distance", {"radius_m": typed})
        assert sentence in refused, typed
        assert f'value="{typed}"' in refused or not typed
    page = sent(client, f"{places}/{place.id}/distance", {"radius_m": "3000"})
    assert served.mother.reference in page
    assert "3,000 metres" in page
    assert 'value="3000"' in shown(client, back(page))
    assert "the change is recorded" in sent(client, f"/changes/preview/{back(page)[-36:]}", {"seen": mark(page)})
    assert "No home within 3.0 km" in shown(client, places)


def test_a_usual_distance_goes_the_same_way(client: FlaskClient, served: Before) -> None:
    sign_in_as(client, served.team)
    assert "/distances" in shown(client, "/changes")
    assert "/distances/home" in shown(client, "/distances")
    assert "already" in sent(client, "/distances/home", {"radius_m": "3000"})
    page = sent(client, "/distances/home", {"radius_m": "2500"})
    assert "2,500 metres" in page
    assert 'value="2500"' in shown(client, back(page))
    assert "the change is recorded" in sent(client, f"/changes/preview/{back(page)[-36:]}", {"seen": mark(page)})
    assert "2,500 metres" in shown(client, "/distances")
    shown(client, "/distances/moon", 404)
    sign_in_as(client, served.manager)
    shown(client, "/distances", 403)
    assert 'href="/distances"' not in shown(client, "/changes")


def test_the_list_takes_the_same_number_of_queries_however_long(client: FlaskClient, served: Before) -> None:
    counts = []
    for radius in (2_500, 2_600, 2_700):
        sign_in_as(client, served.team)
        page = sent(client, "/distances/home", {"radius_m": str(radius)})
        sent(client, f"/changes/preview/{back(page)[-36:]}", {"seen": mark(page)})
        with db.count_statements() as statements:
            shown(client, "/changes")
        counts.append(len(statements))
    assert len(set(counts)) == 1
