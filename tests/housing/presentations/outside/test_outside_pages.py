"""The pages of a handover to an agency: one walk to the end of our part, bad input, out of reach."""

from __future__ import annotations

import re
from uuid import UUID

from flask.testing import FlaskClient

from housing import clock
from housing.households.consents.services import Agreed, record_consent
from tests.housing.households.factories import Town, bar
from tests.housing.presentations.test_reaching import key_of
from tests.housing.signing_in import sign_in_as

NUMBER = re.compile(r"/outside/([0-9a-f-]{36})")
GIVE = "Give it to the named person by the secure way only"
OFFER = {"to_whom": "Made-up person", "purpose": "Made-up purpose", "facts": ["people", "reach"]}


def today() -> dict[str, str]:
    on = clock.today()
    return {"happened_on-day": str(on.day), "happened_on-month": str(on.month), "happened_on-year": str(on.year)}


def test_a_walk_to_the_end_of_our_part(client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}/outside"
    assert at in client.get(f"/households/{household}/end").text
    assert "Record a consent" in client.get(f"{at}/offer").text
    agreed = Agreed("handover", "spoken", clock.today(), agency="Made-up agency")
    consent = record_consent(household_id=household, agreed=agreed, by=people.officer, now=clock.now())
    data = {**OFFER, "consent": str(consent.id), "key": key_of(client.get(f"{at}/offer").text)}
    missing = client.post(f"{at}/offer", data={**data, "facts": [], "also": "Made-up words \N{DOVE OF PEACE}"}).text
    assert "Select what she agrees that they are told" in missing
    assert "Made-up words \N{DOVE OF PEACE}" in missing
    for _ in range(2):
        assert client.post(f"{at}/offer", data=data).status_code == 303
    [one] = set(NUMBER.findall(client.get(at).text))
    page = client.get(f"{at}/{one}").text
    for words in ("Made-up purpose", "Madeup Person", "Not given to them yet", GIVE):
        assert words in page, words
    assert client.get(f"{at}/{one}/file").mimetype == "application/pdf"
    assert "Who works with her there?" not in client.get(f"{at}/{one}/record").text
    given = {"step": "given", "given": "secure_email", **today()}
    assert client.post(f"{at}/{one}/record", data=given).status_code == 303
    yes = {"step": "accepted", "who": "Made-up worker", "reach": "Made-up way", **today()}
    assert "please confirm: The other service has said yes" in client.post(f"{at}/{one}/record", data=yes).text
    confirmed = {**yes, "confirmed": ["handover-met", "knows-she-can-return"]}
    assert client.post(f"{at}/{one}/record", data=confirmed).status_code == 303
    page = client.get(f"{at}/{one}").text
    assert GIVE not in page
    assert "Our part has ended" in page
    assert "Made-up worker" in page
    assert "What was recorded stands" in client.get(f"{at}/{one}/record").text
    assert "She has come back" in client.get(f"/households/{household}").text


def test_it_is_not_there_for_others(client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}/outside"
    bar(people.colleague, household)
    for actor in (people.colleague, people.other_team):
        sign_in_as(client, actor)
        assert {client.get(f"{at}{path}").status_code for path in ("", "/offer", f"/{household}")} == {404}
    sign_in_as(client, people.refuge)
    assert client.get(at).status_code == 403
