"""The household's page, the list, the search, and what is decided from them."""

from __future__ import annotations

from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select

from housing import db
from housing.audit import AuditEntry
from housing.households import services
from housing.presentations.panels import PANELS, Panel
from housing.presentations.services import start_presentation
from tests.housing.households.factories import NOW, POSTCODE, Town
from tests.housing.presentations.arranging import stored
from tests.housing.signing_in import sign_in_as


def test_the_list_and_the_search(app: Flask, client: FlaskClient, people: Town, household: UUID) -> None:
    start_presentation(name="Else Where", route=None, by=people.other_team, now=NOW)
    page = client.get("/households").text
    assert "Madeup Person" in page
    assert "Else Where" not in page
    assert "1 household" in page
    assert "Madeup Person" not in client.get("/households?band=5").text
    assert "Madeup Person" in client.get("/households?band=2&stage=first_contact").text
    assert client.get("/households?band=nonsense&page=-1&officer=%00").status_code == 200
    reference = stored(people, household).reference
    for sought in ("madeup  PERSON", reference, reference.lower().replace("-", "")):
        answer = client.post("/households/search", data={"sought": sought})
        assert str(household) in answer.text
    assert "Nobody was found" in client.post("/households/search", data={"sought": "Else Where"}).text


def test_lists_and_pages_take_a_constant_number_of_queries(client: FlaskClient, people: Town, household: UUID) -> None:
    def statements(path: str) -> int:
        with db.count_statements() as sent:
            assert client.get(path).status_code == 200
        return len(sent)

    before = statements("/households"), statements(f"/households/{household}")
    for number in range(6):
        start_presentation(name=f"Name {number}", route=None, by=people.officer, now=NOW)
        services.add_person(household_id=household, member=services.Member(f"Kid {number}"), by=people.officer, now=NOW)
        services.add_near_place(
            household_id=household, near=services.Near("work", POSTCODE), by=people.officer, now=NOW
        )
    assert statements("/households") <= before[0] + 1
    assert statements(f"/households/{household}") <= before[1] + 1
    assert max(before) < 40


def test_a_number_is_shown_only_when_asked_for_and_beside_how_to_use_it(
    client: FlaskClient, people: Town, household: UUID
) -> None:
    contact = services.Contact(("call",), phone="+441632960001", times="mornings", code_word="magpie")
    services.save_contact(
        household_id=household, contact=contact, interpreter=None, language=None, by=people.officer, now=NOW
    )
    page = client.get(f"/households/{household}").text
    assert "01632 960001" not in page
    assert "magpie" not in page
    assert "mornings" in page
    shown = client.post(f"/households/{household}/contact/show").text
    for words in ("01632 960001", "mornings", "leave no message", "magpie"):
        assert words in shown
    with db.reading() as session:
        assert "household.contact_shown" in set(session.scalars(select(AuditEntry.action)))


def test_only_the_team_restricts_and_lowers(app: Flask, client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}"
    assert client.get(f"{at}/restrict").status_code == 403
    assert client.post(f"{at}/open").status_code == 403
    answer = client.post(f"{at}/band", data={"to": "5", "reason": "made up"})
    assert "Select an answer from the list" in answer.text
    assert client.post(f"{at}/band", data={"to": "1", "reason": "made up"}).status_code == 303
    desk = app.test_client()
    sign_in_as(desk, people.homelessness)
    assert desk.post(f"{at}/band", data={"to": "3", "reason": "made up"}).status_code == 303
    assert desk.post(f"{at}/restrict", data={"named": [str(people.colleague.account_id)]}).status_code == 303
    assert client.get(at).status_code == 404
    assert desk.post(f"{at}/open").status_code == 303
    assert client.get(at).status_code == 200


def test_moves_and_the_end(client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}"
    assert "What has been confirmed?" not in client.get(f"{at}/stage").text  # nothing to tick, so nothing is asked
    assert client.post(f"{at}/stage", data={"move": "assess", "reason": "She said so"}).status_code == 303
    assert "Assessment" in client.get(at).text
    assert (
        "Before recording" in client.post(f"{at}/end", data={"ending": "not_supported", "reason": "no_capacity"}).text
    )
    assert "Select why" in client.post(f"{at}/end", data={"ending": "not_supported"}).text
    ended = {"ending": "not_supported", "reason": "no_capacity", "confirmed": "knows-she-can-return"}
    assert client.post(f"{at}/end", data=ended).status_code == 303
    assert "She has come back" in client.get(at).text
    assert client.get(f"{at}/situation").status_code == 200
    answer = client.post(f"{at}/situation", data={"safe_tonight": "no"})
    assert "This presentation has ended" in answer.text
    assert client.post(f"{at}/again", data={}).status_code == 303
    assert "being helped already" in client.post(f"{at}/again", data={}, follow_redirects=True).text


def test_slices_above_add_panels(app: Flask, client: FlaskClient, household: UUID) -> None:
    made = {"made_up_panel.html": "<h2>Made-up panel</h2><p>{{ panel.words }} {{ presentation.reference }}</p>"}
    assert app.jinja_env.loader is not None
    app.jinja_env.loader = ChoiceLoader([DictLoader(made), app.jinja_env.loader])
    app.extensions[PANELS] = [
        lambda *_: None,
        lambda _session, actor, presentation, _now: Panel(
            "made_up_panel.html", {"words": f"{actor.name} looks at {presentation.household.reference}"}
        ),
    ]
    page = client.get(f"/households/{household}").text
    assert "Made-up panel" in page
    assert "Olive Demo looks at H-" in page
