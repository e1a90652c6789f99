"""The pages on reaching her: days and hours asked, who else may be told, what is never used, how it was before."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.households.contacting.models import MayBeTold
from tests.housing.households.factories import Town
from tests.housing.presentations.arranging import stored
from tests.housing.signing_in import sign_in_as

SENT: dict[str, object] = {
    "methods": ["call", "post"], "phone": "01632 960 001", "address": "12 Madeup Street, S60 2BB", "voicemail": "no",
    "days": ["1", "2"], "from_at": "9:30am", "until_at": "2:30pm", "shared_device": "no", "interpreter": "no",
}  # fmt: skip


def key_of(page: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f-]+)"', page)
    assert found is not None
    return found[1]


def test_a_walk_through_reaching_her(client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}/contact"
    assert client.post(at, data=SENT).status_code == 303
    kept = stored(people, household).safe_contact
    assert kept is not None
    assert kept.hours is not None
    assert kept.hours.words == "Monday and Tuesday, 9:30am to 2:30pm"
    page = client.get(f"{at}/ways").text
    assert "Monday and Tuesday, 9:30am to 2:30pm" in page
    assert "Nobody: tell nobody anything" in page
    assert "960" not in page
    assert "Madeup Street" not in page

    form = {"key": key_of(client.get(f"{at}/told/add").text), "name": "Made-up Sister", "what": ["safe"]}
    for _ in range(2):
        assert client.post(f"{at}/told/add", data=form).status_code == 303
    with db.reading() as session:
        (row,) = session.scalars(select(MayBeTold.id))
    assert "That she is safe" in client.get(f"{at}/ways").text
    for _ in range(2):
        assert client.post(f"{at}/told/{row}/stop").status_code == 303
    assert "Made-up Sister" not in client.get(f"{at}/ways").text

    unsafe = {"kind": "phone", "value": "+441632960001", "why": "He has her telephone now"}
    assert client.post(f"{at}/unsafe/add", data=unsafe).status_code == 303
    page = client.get(f"{at}/ways").text
    assert "He has her telephone now" in page
    assert "No safe telephone number is recorded." in page
    answer = client.post(at, data=SENT)
    assert "This telephone number was marked unsafe by Olive Demo" in answer.text
    assert 'value="01632 960 001"' in answer.text
    lift = re.search(r"/contact/unsafe/[0-9a-f-]+/lift", page)
    assert lift is not None
    assert client.post(f"/households/{household}{lift[0]}", data={"why": "She changed the card"}).status_code == 303
    assert client.post(at, data=SENT).status_code == 303
    before = client.get(f"{at}/history").text
    assert before.count("entered by Olive Demo") == 3
    assert "960" not in before
    answer = client.get(f"/households/{household}/contact/unsafe/{uuid4()}/lift")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"from_at": ""}, "Enter from when it is safe"),
        ({"until_at": ""}, "Enter until when it is safe"),
        ({"days": []}, "Select the days on which it is safe"),
        ({"until_at": "9am"}, "The safe hours must end after they begin"),
        ({"days": ["8"]}, "Select an answer from the list"),
    ],
)
def test_days_and_hours_that_cannot_be(
    client: FlaskClient, people: Town, household: UUID, wrong: dict[str, object], sentence: str
) -> None:
    answer = client.post(f"/households/{household}/contact", data={**SENT, **wrong})
    assert answer.status_code == 200
    assert sentence in answer.text
    assert "12 Madeup Street" in answer.text
    assert stored(people, household).safe_contact is None


def test_any_time_of_day_is_one_tick(client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}/contact"
    sent = {**SENT, "from_at": "", "until_at": "", "any_time": "yes"}
    assert client.post(at, data=sent).status_code == 303
    kept = stored(people, household).safe_contact
    assert kept is not None
    assert kept.hours is not None
    assert kept.hours.words == "Monday and Tuesday, at any time"
    assert re.search(r'name="any_time"[^>]*checked', client.get(at).text)


@pytest.mark.parametrize("stranger", ["other_team", "neighbour", "refuge", "strategy"])
def test_out_of_reach_is_not_there(client: FlaskClient, people: Town, household: UUID, stranger: str) -> None:
    at = f"/households/{household}/contact"
    sign_in_as(client, getattr(people, stranger))
    expected = 404 if stranger in ("other_team", "neighbour") else 403
    for path in ("/ways", "/history", "/told/add", "/unsafe/add"):
        assert client.get(at + path).status_code == expected, path
    for path in ("/told/add", "/unsafe/add"):
        data = {"name": "x", "what": ["safe"], "kind": "phone", "value": "01632 960001", "why": "x"}
        assert client.post(at + path, data=data).status_code == expected, path
