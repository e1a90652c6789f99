"""The pages after a no: what is suggested, taken back, looked for again; what reasons lead to; suitability."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from housing import clock
from housing.access import Role
from pathway.suitability import HEADS
from tests.housing.placements.arranging import Arranged, member, refuge_manager
from tests.housing.signing_in import sign_in_as

FAR_TOO_LONG = "😀" * 20_000


def text(client: FlaskClient, address: str, **sent: str) -> str:
    answer = client.post(address, data=sent, follow_redirects=True) if sent else client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_what_is_typed_under_other_is_suggested_once_and_can_be_kept(client: FlaskClient, served: Arranged) -> None:
    offer = served.offer(now=clock.now())
    sign_in_as(client, served.manager)
    at = f"/referrals/{offer.id}/decline"
    shown = text(client, at, reason="other", words="He has two dogs")
    assert "Select “Pets” if that is what is meant" in shown
    assert "He has two dogs" in shown
    assert 'name="kept" value="pets"' in shown
    assert "You have declined" in text(client, at, reason="other", words="He has two dogs", kept="pets")
    done = text(client, f"/referrals/{offer.id}/step-back", sent="yes")
    assert "The last answer is taken back" in done
    assert "Can you take this household?" in done


def test_her_no_says_what_it_leads_to_and_is_taken_back(client: FlaskClient, served: Arranged) -> None:
    offer = served.offer(now=clock.now())
    sign_in_as(client, served.officer)
    assert "For 14 days no place is looked for" in text(client, f"/offers/{offer.id}/answer")
    shown = text(client, f"/offers/{offer.id}/answer", answer="no", reason="too_far")
    assert "Take the last answer back" in shown
    assert "Waiting for both" in text(client, f"/offers/{offer.id}/step-back", sent="yes")


def test_expected_and_not_come(client: FlaskClient, served: Arranged) -> None:
    offer = served.offer(now=clock.now())
    served.accept(offer, now=clock.now())
    sign_in_as(client, served.manager)
    assert "They have not come" in text(client, f"/referrals/{offer.id}")
    assert "finds out how they are" in text(client, f"/referrals/{offer.id}/not-come", sent="yes")


def test_why_a_place_is_suitable_is_asked_head_by_head(client: FlaskClient, served: Arranged) -> None:
    offer = served.offer(now=clock.now())
    sign_in_as(client, served.officer)
    at = f"/offers/{offer.id}/suitability"
    answers = {head.slug: "Made up: a bus every ten minutes" for head in HEADS}
    shown = text(client, at, **{**answers, "medical": "", "outcome": "yes"})
    assert "Enter what you know about this: medical facilities and support" in shown
    assert "a bus every ten minutes" in shown
    assert "characters" in text(client, at, **{**answers, "safety": FAR_TOO_LONG, "outcome": "yes"})
    assert "Suitable: reasoned by Aisha Demo" in text(client, at, **answers, outcome="yes")
    assert "Reasoned last by Aisha Demo" in text(client, at)


def test_what_reasons_lead_to_is_read_and_changed_by_the_team(client: FlaskClient, served: Arranged) -> None:
    sign_in_as(client, served.officer)
    assert "What a reason for saying no leads to" in text(client, "/offers")
    assert "Found somewhere else" in text(client, "/offers/reasons")
    at = "/offers/reasons/hers/elsewhere"
    assert "Enter the number of days" in text(client, at, consequence="park", days="")
    assert "must be" in text(client, at, consequence="park", days="400")
    assert "Saved." in text(client, at, consequence="park", days="7", says="has a sofa")
    assert "For 7 days" in text(client, "/offers/reasons")
    assert "Error: When a provider says no: Pets" in text(
        client, "/offers/reasons/providers/pets", consequence="park", days="3"
    )
    for missing in ("/offers/reasons/hers/made_up", "/offers/reasons/nobody/pets"):
        assert client.get(missing).status_code == 404


@pytest.mark.parametrize("role", [Role.REFUGE, Role.STRATEGY, Role.OFFICER])
def test_out_of_reach(client: FlaskClient, served: Arranged, role: Role) -> None:
    offer = served.offer(now=clock.now())
    stranger = refuge_manager(served.town, "Sara Demo", served.town.team)
    other = stranger if role is Role.REFUGE else member(served.town, served.town.actor(role, "Olu Demo"))
    served.town.bar(other, served.household)
    served.town.session.commit()
    sign_in_as(client, other)
    council = 404 if role is Role.OFFICER else 403
    for address in (f"/offers/{offer.id}/suitability", f"/offers/{offer.id}/step-back"):
        method = client.get if address.endswith("suitability") else client.post
        assert method(address).status_code == council
    provider = 404 if role is Role.REFUGE else 403
    for address in (f"/referrals/{offer.id}/step-back", f"/referrals/{offer.id}/not-come"):
        assert client.post(address).status_code == provider
    assert client.get("/offers/reasons").status_code == 403
    assert client.post(f"/households/{served.household.id}/look-again").status_code == council
