"""A case is offered, answered by whoever is asked, and is somebody's at every moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import db
from housing.access import NotFound, system
from housing.households.consents import services as consents
from housing.households.models import Household, HouseholdEvent
from housing.households.restriction import restrict
from housing.people.models import ConflictOfInterest
from housing.presentations.handover import services
from housing.presentations.handover.models import Handover
from housing.presentations.models import Presentation
from housing.presentations.services import end_presentation
from housing.presentations.worker.models import WorkerEntry
from housing.refusals import Refused
from tests.housing.households.factories import NOW, Town
from tests.housing.presentations.handover.asking import agree, offer, told, worker
from tests.housing.signing_in import sign_in_as

LATER = NOW + timedelta(hours=1)


def test_a_colleague_accepts_and_is_the_worker_with_the_change_kept(people: Town, presentation: Presentation) -> None:
    handover = offer(people, presentation, to=people.colleague)
    assert worker(presentation) == people.officer.account_id
    assert told("handover_waits") == {people.colleague.account_id}
    services.accept(handover_id=handover.id, by=people.colleague, now=LATER)
    assert worker(presentation) == people.colleague.account_id
    assert told("handover_answered") == {people.officer.account_id}
    with Session(db.engine()) as session:
        entry = session.scalars(select(WorkerEntry)).one()
        assert (entry.before_id, entry.worker_id, entry.how) == (
            people.officer.account_id, people.colleague.account_id, "handover",
        )  # fmt: skip
    with pytest.raises(Refused, match="accepted already"):
        services.accept(handover_id=handover.id, by=people.colleague, now=LATER)


def test_only_whoever_is_asked_answers_and_nobody_else_knows_of_it(people: Town, presentation: Presentation) -> None:
    handover = offer(people, presentation, to=people.colleague)
    for actor in (people.other_team, people.homelessness, people.neighbour, people.officer):
        with pytest.raises(NotFound):
            services.accept(handover_id=handover.id, by=actor, now=LATER)
    with pytest.raises(NotFound):
        services.take_back(handover_id=handover.id, by=people.other_team, now=LATER)


def test_turned_down_and_taken_back_leave_the_case_where_it_was(people: Town, presentation: Presentation) -> None:
    first = offer(people, presentation, to=people.colleague)
    services.turn_down(handover_id=first.id, words="Made up: too many", by=people.colleague, now=LATER)
    second = offer(people, presentation, to=people.homelessness)
    services.take_back(handover_id=second.id, by=people.officer, now=LATER)
    assert worker(presentation) == people.officer.account_id
    with pytest.raises(Refused, match="taken back already"):
        services.accept(handover_id=second.id, by=people.homelessness, now=LATER)


def test_the_same_offer_twice_is_one_and_another_waits(people: Town, presentation: Presentation) -> None:
    first = offer(people, presentation, to=people.colleague)
    assert offer(people, presentation, to=people.colleague).id == first.id
    with pytest.raises(Refused, match="has offered this case"):
        offer(people, presentation, to=people.homelessness)


def test_another_team_needs_her_consent_at_both_ends(people: Town, presentation: Presentation) -> None:
    with pytest.raises(Refused, match="Record that she agrees"):
        offer(people, presentation, to=people.other_team, team=True)
    consent = agree(people, presentation)
    handover = offer(people, presentation, to=people.other_team, team=True)
    consents.withdraw_consent(
        household_id=presentation.household_id, consent_id=consent, words=None, by=people.officer, now=LATER
    )
    with pytest.raises(Refused, match="Record that she agrees"):
        services.accept(handover_id=handover.id, by=people.other_team, now=LATER)
    agree(people, presentation)
    services.accept(handover_id=handover.id, by=people.other_team, now=LATER)
    assert worker(presentation) == people.other_team.account_id
    with Session(db.engine()) as session:
        household = session.get_one(Household, presentation.household_id)
        assert household.organisation_id == next(iter(people.other_team.grants)).organisation_id


def test_a_reason_stands_in_for_consent(people: Town, presentation: Presentation) -> None:
    handover = offer(people, presentation, to=people.other_team, team=True, why="Made up: a child is in danger")
    assert services.accept(handover_id=handover.id, by=people.other_team, now=LATER) == presentation.household_id


def test_a_restricted_case_goes_to_those_named_for_it_alone(people: Town, presentation: Presentation) -> None:
    restrict(
        household_id=presentation.household_id, named=[people.officer.account_id or uuid4()], by=people.homelessness,
        now=NOW,
    )  # fmt: skip
    for to, team in ((people.colleague, False), (people.other_team, True)):
        with pytest.raises(Refused, match=r"may work on this case|is restricted"):
            offer(people, presentation, to=to, team=team, why="Made up")
    assert offer(people, presentation, to=people.homelessness).closed_at is None


def test_whom_a_conflict_bars_is_never_asked_and_never_sees_it(people: Town, presentation: Presentation) -> None:
    handover = offer(people, presentation, to=people.colleague)
    with Session(db.engine()) as session, session.begin():
        session.add(
            ConflictOfInterest(
                account_id=people.colleague.account_id, household_id=presentation.household_id, declared_at=NOW,
                reason="kin",
            )
        )  # fmt: skip
    with pytest.raises(NotFound):
        services.accept(handover_id=handover.id, by=people.colleague, now=LATER)


def test_what_nobody_answers_lapses_and_whoever_offered_it_hears(people: Town, presentation: Presentation) -> None:
    handover = offer(people, presentation, to=people.colleague)
    late = NOW + timedelta(days=3)
    with pytest.raises(Refused, match="not answered in time already"):
        services.accept(handover_id=handover.id, by=people.colleague, now=late)
    assert services.lapse(by=system("Handovers"), now=late) == 1
    assert services.lapse(by=system("Handovers"), now=late) == 0
    assert told("handover_answered") == {people.officer.account_id}
    assert worker(presentation) == people.officer.account_id


def test_two_who_accept_at_once_make_one_worker(people: Town, presentation: Presentation) -> None:
    agree(people, presentation)
    handover = offer(people, presentation, to=people.other_team, team=True)

    def take(_each: int) -> str:
        try:
            services.accept(handover_id=handover.id, by=people.other_team, now=LATER)
        except Refused as refused:
            return str(refused)
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(take, range(2)))
    assert answers == ["This handover has been accepted already. What was recorded stands.", "taken"]
    with Session(db.engine()) as session:
        assert session.scalar(select(func.count(WorkerEntry.id))) == 1


def test_an_ended_presentation_is_not_taken_over(people: Town, presentation: Presentation) -> None:
    handover = offer(people, presentation, to=people.colleague)
    end_presentation(
        presentation_id=presentation.id, ending="withdrawn", by=people.officer, now=LATER,
        confirmed=["her-own-words", "knows-she-can-return"],
    )  # fmt: skip
    with pytest.raises(Refused, match="has ended"):
        services.accept(handover_id=handover.id, by=people.colleague, now=LATER)


def test_the_pages_from_offering_to_accepting_without_a_name_before(
    client: FlaskClient, people: Town, presentation: Presentation
) -> None:
    at, team = f"/households/{presentation.household_id}", next(iter(people.other_team.grants)).organisation_id
    missing = client.post(f"{at}/hand-over", data={"to": f"team:{team}", "reason": "Made up 👍"}).text
    assert "Record that she agrees to it" in missing
    assert "Made up 👍" in missing
    assert "Enter why" in client.post(f"{at}/hand-over", data={"to": f"team:{team}"}).text
    added = client.post(
        f"{at}/consents/add",
        data={
            "organisation": str(team), "purpose": "handover", "given_how": "spoken",
            "given_on-day": "1", "given_on-month": "11", "given_on-year": "2026",
        },
        follow_redirects=True,
    ).text  # fmt: skip
    assert "In force" in added
    client.post(f"{at}/hand-over", data={"to": f"team:{team}", "reason": "Made up 👍"})
    with Session(db.engine()) as session:
        handover = session.scalars(select(Handover)).one()
    sign_in_as(client, people.other_team)
    assert client.get(at).status_code == 404
    assert str(handover.id) in client.get("/handovers").text
    shown = client.get(f"/handovers/{handover.id}").text
    assert "Made up 👍" in shown
    assert "Madeup Canary" not in shown
    assert "handover to answer" in client.get("/").text
    assert "Enter why" in client.post(f"/handovers/{handover.id}/turn-down", data={"words": " "}).text
    taken = client.post(f"/handovers/{handover.id}/accept", follow_redirects=True).text
    assert "Madeup Canary" in taken
    sign_in_as(client, people.officer)
    assert client.get(at).status_code == 404
    assert client.get(f"/handovers/{handover.id}").status_code == 404


def test_the_story_says_what_happened_without_names(people: Town, presentation: Presentation) -> None:
    handover = offer(people, presentation, to=people.colleague)
    services.accept(handover_id=handover.id, by=people.colleague, now=LATER)
    with Session(db.engine()) as session:
        query = select(HouseholdEvent).where(HouseholdEvent.household_id == presentation.household_id)
        words = [line.words for line in session.scalars(query)]
    assert "The case was offered to somebody else." in words
    assert "The named worker changed." in words
    assert not any("Demo" in line for line in words)


@pytest.mark.parametrize("path", ["worker", "hand-over", "consents", "consents/add"])
def test_out_of_reach_is_not_there(client: FlaskClient, people: Town, presentation: Presentation, path: str) -> None:
    for actor in (people.other_team, people.neighbour):
        sign_in_as(client, actor)
        assert client.get(f"/households/{presentation.household_id}/{path}").status_code == 404
