"""Options now: what could be offered at this moment, what would open more, and offering from there."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import Offer, ProposalDecision
from tests.housing.placements.matching.factories import COUNCIL, NOW
from tests.housing.placements.matching.mornings import Morning, text_of

pytestmark = pytest.mark.usefixtures("this_morning")


def test_options_now_best_first_with_what_one_change_would_open(morning: Morning, client: FlaskClient) -> None:
    said = text_of(client.get(f"/households/{morning.unfit.id}/options").data)
    assert "None at this moment" in said
    assert "R-ONE, refuge, if the service took boys up to 14" in said
    said = text_of(client.get(f"/households/{morning.lost.id}/options").data)
    assert f"1. {morning.refuge.code}, R-ONE, refuge" in said
    assert "Why it suits Refuge: the only kind the household agrees to" in said
    assert "Units she could go to" in said
    assert "Area withheld: it is a refuge" in said
    assert "Address withheld: shown after the offer is accepted" in said
    assert "D-LET, dispersed home: Occupied, with no leaving date" in said
    said = text_of(client.get(f"/households/{morning.unasked.id}/options").data)
    assert "2 units may suit once this is known: " in said
    assert "Record how much support the household needs Record it for" in said


def test_a_home_is_closed_while_somebody_there_has_not_been_asked(morning: Morning, client: FlaskClient) -> None:
    home = morning.town.home("refuge", code="R-NOT-ASKED")
    morning.town.unit(home)
    morning.town.lives(morning.town.household(concerns_asked=False), morning.town.unit(home))
    morning.town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    for address in ("/matching", f"/households/{morning.lost.id}/options"):
        assert "R-NOT-ASKED: somebody who lives there has not been asked" in text_of(client.get(address).data)


def test_only_the_best_are_shown_whole(morning: Morning, client: FlaskClient) -> None:
    home = morning.town.home("refuge")
    for _ in range(11):
        morning.town.unit(home)
    morning.town.session.commit()
    page = client.get(f"/households/{morning.lost.id}/options").data.decode()
    assert page.count("Offer this unit") == 10
    assert 'start="11"' in page
    assert len(re.findall(rf'/households/{morning.lost.id}/options/[0-9a-f-]+"', page)) == 12


def test_offering_from_the_options_is_the_decision_on_the_proposal(morning: Morning, client: FlaskClient) -> None:
    address = f"/households/{morning.placed.id}/options/{morning.unit.id}"
    assert "Why this unit instead" not in text_of(client.get(address).data)
    assert client.post(address).status_code == 303
    with db.reading() as session:
        (decision,) = session.scalars(select(ProposalDecision)).all()
    assert decision.decision == "accepted"


def test_offering_another_than_the_proposed_one_asks_why(morning: Morning, client: FlaskClient) -> None:
    another = morning.town.unit(morning.town.home("refuge"))
    morning.town.session.commit()
    address = f"/households/{morning.placed.id}/options/{another.id}"
    assert "Enter the reason" in text_of(client.post(address, data={"reason": " "}).data)
    assert client.post(address, data={"reason": "nearer to work"}).status_code == 303
    with db.reading() as session:
        (offer,) = session.scalars(select(Offer)).all()
    assert (offer.unit_id, offer.why_differs) == (another.id, "nearer to work")


def test_offering_where_no_run_made_a_proposal_needs_no_reason(morning: Morning, client: FlaskClient) -> None:
    answer = client.post(f"/households/{morning.lost.id}/options/{morning.unit.id}")
    assert answer.location == f"/households/{morning.lost.id}"
    with db.reading() as session:
        (offer,) = session.scalars(select(Offer)).all()
        assert (offer.run_id, session.scalars(select(ProposalDecision)).all()) == (None, [])
    assert "An offer is open for this household" in text_of(client.get(f"/households/{morning.lost.id}/options").data)


def test_a_closed_unit_is_explained_and_cannot_be_offered(morning: Morning, client: FlaskClient) -> None:
    address = f"/households/{morning.unfit.id}/options/{morning.unit.id}"
    said = text_of(client.get(address).data)
    assert "This unit cannot be offered to this household now" in said
    assert "Upper age for boys: takes boys up to 10" in said
    assert "cannot be offered" in text_of(client.post(address).data)
    assert client.get(f"/households/{morning.unfit.id}/options/{uuid4()}").status_code == 404


def test_a_household_with_nobody_or_an_ended_presentation(morning: Morning, client: FlaskClient) -> None:
    town = morning.town
    town.session.connection().exec_driver_sql("delete from person where household_id = %s", (morning.lost.id,))
    town.session.commit()
    address = f"/households/{morning.lost.id}/options"
    assert "Nobody is recorded in the household yet" in text_of(client.get(address).data)
    town.session.connection().exec_driver_sql("update presentation set ended_at = now(), outcome = 'withdrawn'")
    town.session.commit()
    assert "This presentation has ended" in text_of(client.get(address).data)
