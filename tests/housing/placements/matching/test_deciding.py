"""Deciding on a proposal by its pages: accepting, another unit, holding back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.access import Role
from housing.placements.models import Offer, ProposalDecision
from tests.housing.placements.matching.factories import COUNCIL
from tests.housing.placements.matching.mornings import Morning, text_of
from tests.housing.signing_in import Place, sign_in

pytestmark = pytest.mark.usefixtures("this_morning")


def test_accepting_and_the_second_person(morning: Morning, client: FlaskClient) -> None:
    address = f"/matching/proposals/{morning.proposal(morning.placed)}/accept"
    answer = client.post(address)
    assert (answer.status_code, answer.location) == (303, "/matching")
    said = text_of(client.get("/matching").data)
    assert "The unit is held and the provider has been asked" in said
    assert "Accepted Aisha Demo, 9:14am on 23 November 2026" in said
    sign_in(client, Role.HOMELESSNESS, place=Place(morning.town.team, COUNCIL), name="Bea Demo")
    client.post(address)
    assert "Aisha Demo accepted this at 9:14am." in text_of(client.get("/matching").data)
    with db.reading() as session:
        assert len(session.scalars(select(Offer)).all()) == 1


def test_when_the_unit_is_gone_she_goes_on_with_the_next_best(morning: Morning, client: FlaskClient) -> None:
    another = morning.town.unit(morning.town.home("refuge"), code="R-TWO")
    morning.town.session.commit()
    client.post(
        f"/matching/proposals/{morning.proposal(morning.lost)}/another",
        data={"unit_id": str(morning.unit.id), "reason": "made up"},
    )
    client.get("/matching")
    line = morning.proposal(morning.placed)
    answer = client.post(f"/matching/proposals/{line}/accept")
    assert answer.location == f"/matching/proposals/{line}/another"
    said = text_of(client.get(answer.location).data)
    assert "Aisha Demo offered it to another household at 9:14am" in said
    assert "R-TWO, refuge" in said
    answer = client.post(answer.location, data={"unit_id": str(another.id), "reason": "the other one is gone"})
    assert answer.status_code == 303
    with db.reading() as session:
        decision = session.scalars(select(ProposalDecision).where(ProposalDecision.proposal_id == line)).one()
    assert (decision.decision, decision.unit_id, decision.reason) == ("another", another.id, "the other one is gone")


def test_a_unit_that_was_taken_while_the_list_was_open_says_by_whom(morning: Morning, client: FlaskClient) -> None:
    taken = morning.town.unit(morning.town.home("refuge"), code="R-TWO")
    left = morning.town.unit(morning.town.home("refuge"), code="R-THREE")
    morning.town.session.commit()
    first, second = (f"/matching/proposals/{morning.proposal(who)}/another" for who in (morning.lost, morning.placed))
    assert "R-TWO, refuge" in text_of(client.get(second).data)
    sent = {"unit_id": str(taken.id), "reason": "made up"}
    assert client.post(first, data=sent).status_code == 303
    answer = client.post(second, data=sent)
    said = text_of(answer.data)
    assert "R-TWO is already held: Aisha Demo offered it to another household at 9:14am" in said
    assert "made up" in answer.data.decode()
    assert f'value="{left.id}"' in answer.data.decode()
    assert f'value="{taken.id}"' not in answer.data.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"reason": "made up"}, "Select a unit"),
        ({"unit_id": "not-a-unit", "reason": "made up"}, "Select an answer from the list"),
        ({"unit_id": str(uuid4()), "reason": "made up"}, "Select an answer from the list"),
        ({"unit_id": "REAL", "reason": "  "}, "Enter the reason"),
        ({"unit_id": "REAL", "reason": "x" * 3000}, "The reason must be 2,000 characters or fewer"),
        ({"unit_id": "REAL\x00", "reason": "🙂"}, "Select an answer from the list"),
    ],
)
def test_bad_input_is_a_sentence_and_keeps_what_was_typed(
    morning: Morning, client: FlaskClient, data: dict[str, str], sentence: str
) -> None:
    another = morning.town.unit(morning.town.home("refuge"))
    morning.town.session.commit()
    sent = {name: value.replace("REAL", str(another.id)) for name, value in data.items()}
    answer = client.post(f"/matching/proposals/{morning.proposal(morning.placed)}/another", data=sent)
    assert answer.status_code == 200
    assert sentence in text_of(answer.data)
    assert sent["reason"].strip()[:20] in answer.data.decode()
    with db.reading() as session:
        assert session.scalars(select(Offer)).all() == []


def test_holding_back_with_a_reason(morning: Morning, client: FlaskClient) -> None:
    address = f"/matching/proposals/{morning.proposal(morning.placed)}/hold-back"
    assert "Enter the reason" in text_of(client.post(address, data={"reason": ""}).data)
    assert client.get(address).status_code == 200
    assert client.post(address, data={"reason": "her sister comes first"}).status_code == 303
    said = text_of(client.get("/matching").data)
    assert "Held back Aisha Demo" in said
    assert "held this back at" in text_of(client.post(address, data={"reason": "again"}).data)
