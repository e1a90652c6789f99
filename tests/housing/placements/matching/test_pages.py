"""The pages of a run: who goes where and why, in words, and nothing of anybody that they may not see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import audit, clock, db
from housing.access import Role
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import Offer
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.placements.matching.mornings import Morning, text_of
from tests.housing.signing_in import Place, sign_in

pytestmark = pytest.mark.usefixtures("this_morning")


def test_the_morning_says_who_goes_where_and_why_not(morning: Morning, client: FlaskClient) -> None:
    said = text_of(client.get("/matching").data)
    assert "Today’s run" in said
    assert "Run 1, made at 9:14am on 23 November 2026 by Daily run." in said
    assert f"{morning.placed.reference} to {morning.refuge.code}, R-ONE, refuge" in said
    assert "Band 1 Nowhere safe tonight, and at high risk" in said
    assert "1 person: woman, 34" in said
    assert "The units that would suit went to other households" in said
    assert "more households of band 1 have a place this way" in said
    assert "if the service took boys up to 14" in said
    assert "Upper age for boys: 1 unit" in said
    assert "Record the places where the household is in danger, or that there are none" in said
    assert "Ask which kinds of home the household agrees to" in said
    unused = said.split("Units that nobody was proposed for", 1)[1]
    assert re.search(r"S-ONE Kind Specialist accommodation Why \w", unused)
    assert re.search(r"Occupied, with no leaving date Kind Dispersed home Units .*D-LET", unused)


def test_the_reasons_are_said_both_ways(morning: Morning, client: FlaskClient) -> None:
    said = text_of(client.get("/matching").data)
    suits, against = said.split("Why it suits", 1)[1].split("What counts against it", 1)
    assert "Refuge: the only kind the household agrees to" in suits
    assert "2 bedrooms: room enough for everybody" in suits
    assert against.strip().startswith("Nothing")


def test_households_without_a_proposal_stand_by_the_reason_in_a_line_each(
    morning: Morning, client: FlaskClient
) -> None:
    said = text_of(client.get("/matching").data).split("Households without a proposal", 1)[1]
    asked, lost, closed = (
        said.index(sentence)
        for sentence in (
            "Something has to be found out before any unit can be proposed 1 household",
            "The units that would suit went to other households 1 household",
            "No unit that is free, or will be in time, is safe and suitable 1 household",
        )
    )
    assert asked < said.index(morning.unasked.reference) < lost < said.index(morning.lost.reference) < closed
    assert said.index(morning.unfit.reference, closed) > closed
    assert "1 unit would suit: more households of band 1 have a place this way" in said
    assert f"1 unit, and 1 more rule : more about {morning.unfit.reference}" in said
    assert "Upper age for boys: 1 unit" in said[closed:]


def test_a_fact_stands_once_with_everybody_who_waits_for_it(morning: Morning, client: FlaskClient) -> None:
    town = morning.town
    refuge = town.home("refuge", policy={"boys_any": False, "boys_up_to": None})
    town.unit(refuge, code="R-ASK")
    boys = []
    for _ in range(2):
        boys.append(her := town.seeks(town.household(accepts=["refuge"], support_need=None), band=4))
        town.person(her, role="child", sex="male", born=clock.day_of(NOW).replace(year=2012))
    town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    said = text_of(client.get("/matching").data).split("Facts to find out", 1)[1]
    assert said.count("Record how much support the household needs") == 1
    waiting = said.split("Record how much support the household needs", 1)[1]
    assert all(each.reference in waiting for each in (morning.unasked, *boys))
    service = said.split("Ask the service", 1)[1]
    assert service.count("Ask the service up to what age it takes boys") == 1
    assert (
        service.index(refuge.code) < service.index("Ask the service up to what age") < service.index(boys[0].reference)
    )
    town.bar(morning.actor, boys[0])
    town.session.commit()
    page = client.get("/matching").data.decode()
    assert boys[0].reference not in page
    assert boys[1].reference in page


def test_what_nobody_has_asked_stands_beside_the_proposal_and_the_offer(morning: Morning, client: FlaskClient) -> None:
    assert "Not asked yet" not in text_of(client.get("/matching").data)
    morning.placed.asked = ["births", "excluded", "pets"]
    morning.town.session.commit()
    line = morning.proposal(morning.placed)
    for address in ("/matching", f"/households/{morning.placed.id}/options/{morning.unit.id}"):
        said = text_of(client.get(address).data)
        assert "Not asked yet" in said
        assert "Ask about access needs: until then none are assumed" in said
    morning.town.unit(morning.town.home("refuge"))
    morning.town.session.commit()
    assert "Ask about access needs" in text_of(client.get(f"/matching/proposals/{line}/another").data)


def test_nothing_of_a_household_one_may_not_see(morning: Morning, client: FlaskClient) -> None:
    town = morning.town
    town.bar(morning.actor, morning.placed)
    morning.lost.restricted = True
    town.session.commit()
    page = client.get("/matching").data.decode()
    for hidden in (morning.placed, morning.lost):
        assert hidden.reference not in page
        assert str(hidden.id) not in page
    assert morning.unfit.reference in page


def test_no_name_address_or_postcode_is_on_any_page(morning: Morning, client: FlaskClient) -> None:
    for address in ("/matching", f"/households/{morning.lost.id}/options", f"/households/{morning.placed.id}/options"):
        page = client.get(address).data.decode()
        for canary in ("Madeup", "Made-up Street", "ZZ99"):
            assert canary not in page
        assert "Made-up ward" not in page.split("<main", 1)[-1]


def test_reading_is_recorded(morning: Morning, client: FlaskClient) -> None:
    client.get("/matching")
    client.get(f"/households/{morning.lost.id}/options")
    with db.reading() as session:
        read = {(entry.action, entry.subject_id) for entry in audit.trail(session)}
    assert {("run.read", str(morning.run.id)), ("household.options", str(morning.lost.id))} <= read


def test_making_a_run_by_the_button(morning: Morning, client: FlaskClient) -> None:
    assert client.post("/matching/run").status_code == 303
    said = text_of(client.get("/matching").data)
    assert "Run 2 is made" in said
    assert "by Aisha Demo" in said
    assert text_of(client.get("/matching/runs").data).count("Run 1") == 1
    past = text_of(client.get(f"/matching/runs/{morning.run.id}").data)
    assert "This is a past run" in past
    assert "Accept" not in past
    answer = client.post(f"/matching/proposals/{morning.proposal(morning.placed)}/accept")
    client.get(answer.location)
    with db.reading() as session:
        assert session.scalars(select(Offer)).all() == []


def test_a_run_of_yesterday_says_so_and_no_run_at_all(town: Town, client: FlaskClient) -> None:
    town.session.commit()
    sign_in(client, Role.HOMELESSNESS, place=Place(town.team, COUNCIL))
    assert "No run has been made yet" in text_of(client.get("/matching").data)
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW - timedelta(days=1))
    said = text_of(client.get("/matching").data)
    assert "There is no run of today. This is the newest, of 22 November 2026." in said


def test_what_changed_since_the_day_before(town: Town, client: FlaskClient) -> None:
    stays, _new = town.seeks(), None
    first = town.unit(code="U-ONE")
    town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW - timedelta(days=1))
    town.line(first, "out_of_use", reason="repairs", from_on=clock.day_of(NOW) - timedelta(days=1))
    town.unit(code="U-TWO")
    newcomer = town.seeks(band=5)
    town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    sign_in(client, Role.HOMELESSNESS, place=Place(town.team, COUNCIL))
    said = text_of(client.get("/matching").data)
    assert "Since the day before Moved from U-ONE" in said.split(newcomer.reference, 1)[0]
    assert "Since the day before: new." in said.split(newcomer.reference, 1)[1]
    assert stays.reference in said
