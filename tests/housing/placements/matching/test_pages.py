"""The pages of matching: who sees what, in words, and nothing of anybody that they may not see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import audit, clock, db
from housing.access import Actor, Role
from housing.households.models import Household
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import MatchRun, Offer, Proposal, ProposalDecision
from housing.places.models import Property, Unit
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.signing_in import Place, sign_in, sign_in_as


@pytest.fixture(autouse=True)
def this_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def text_of(page: bytes) -> str:
    """What a page says, without its tags, in single spaces."""
    body = page.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


@dataclass
class Morning:
    """A run with one household placed, one out-competed, one to ask and one that nothing suits."""

    town: Town
    actor: Actor
    placed: Household
    lost: Household
    unasked: Household
    unfit: Household
    refuge: Property
    unit: Unit
    spare: Unit
    run: MatchRun

    def proposal(self, household: Household) -> UUID:
        """The id of the household's line."""
        with db.reading() as session:
            query = select(Proposal.id).where(Proposal.household_id == household.id, Proposal.run_id == self.run.id)
            return session.scalars(query).one()


@pytest.fixture
def morning(town: Town, client: FlaskClient) -> Morning:
    """The arranged morning, with somebody of the homelessness team signed in."""
    refuge = town.home("refuge", policy={"boys_any": False, "boys_up_to": 10})
    unit = town.unit(refuge, code="R-ONE")
    spare = town.unit(town.home("specialist"), code="S-ONE")
    town.lives(town.household(), town.unit(town.home(), code="D-LET"))
    placed = town.seeks(town.household(accepts=["refuge"]), band=1, days=4)
    lost = town.seeks(town.household(accepts=["refuge"]), band=2)
    unasked = town.seeks(town.household(accepts=[], concerns_asked=False, support_need=None), band=2)
    unfit = town.seeks(town.household(accepts=["refuge"]), band=3)
    town.person(unfit, role="child", sex="male", born=clock.day_of(NOW).replace(year=2012))
    town.session.commit()
    run = make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    actor = sign_in(client, Role.HOMELESSNESS, place=Place(town.team, COUNCIL), name="Aisha Demo")
    return Morning(town, actor, placed, lost, unasked, unfit, refuge, unit, spare, run)


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


def addresses(morning: Morning) -> dict[str, tuple[str, set[Role]]]:
    """Every page of matching with who may open it; POST where it starts with "!"."""
    line = morning.proposal(morning.placed)
    team, both = {Role.HOMELESSNESS}, {Role.HOMELESSNESS, Role.OFFICER}
    return {
        "/matching": ("GET", team),
        "/matching/run": ("POST", team),
        "/matching/runs": ("GET", team),
        f"/matching/runs/{morning.run.id}": ("GET", team),
        f"/matching/proposals/{line}/accept": ("POST", both),
        f"/matching/proposals/{line}/another": ("GET", both),
        f"/matching/proposals/{line}/hold-back": ("GET", both),
        f"/households/{morning.placed.id}/options": ("GET", both),
        f"/households/{morning.placed.id}/options/{morning.unit.id}": ("GET", both),
    }


@pytest.mark.parametrize("role", list(Role))
def test_who_may_open_what(morning: Morning, client: FlaskClient, role: Role) -> None:
    place = Place(morning.town.provider if role is Role.REFUGE else morning.town.team, COUNCIL)
    for address, (method, allowed) in addresses(morning).items():
        sign_in(client, role, place=place)
        status = client.open(address, method=method).status_code
        assert (status == 403) is (role not in allowed), address


def test_another_team_another_council_and_a_barred_person_find_nothing(morning: Morning, client: FlaskClient) -> None:
    elsewhere = Town(morning.town.session, code="E08999902")
    morning.town.bar(
        barred := sign_in(client, Role.HOMELESSNESS, place=Place(morning.town.team, COUNCIL)), morning.placed
    )
    morning.town.session.commit()
    strangers = (
        sign_in(client, Role.OFFICER, place=Place(morning.town.provider, COUNCIL)),
        sign_in(client, Role.HOMELESSNESS, place=Place(elsewhere.team, elsewhere.code)),
        barred,
    )
    for stranger in strangers:
        sign_in_as(client, stranger)
        missing = client.get(f"/households/{uuid4()}/options")
        for address, (method, _) in addresses(morning).items():
            if str(morning.placed.id) in address or "/proposals/" in address:
                answer = client.open(address, method=method)
                assert answer.status_code in (403, 404), address
                if answer.status_code == 404:
                    assert text_of(answer.data) == text_of(missing.data)
    sign_in_as(client, strangers[1])
    assert client.get(f"/matching/runs/{morning.run.id}").status_code == 404


def test_the_number_of_queries_of_the_pages_does_not_grow(morning: Morning, client: FlaskClient) -> None:
    town = morning.town

    def family() -> Household:
        her = town.seeks(town.household(accepts=["refuge"]))
        town.danger(town.concern(her), 460_000, 390_000, 500)
        town.near(her, 441_000, 391_000)
        town.unit(home := town.home("refuge"))
        town.concern(town.lives(town.household(), town.unit(home)))
        town.offer(town.seeks(), town.unit(home))
        return her

    def queries(address: str) -> int:
        with db.count_statements() as statements:
            assert client.get(address).status_code == 200
        return len(statements)

    places = ("/matching", f"/households/{family().id}/options")
    town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    before = [queries(address) for address in places]
    for _ in range(6):
        family()
    town.session.commit()
    make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    assert [queries(address) for address in places] == before
    assert max(before) <= 28
