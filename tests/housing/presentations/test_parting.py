"""Some people become a household of their own and come back: nothing is lost, nor told to whoever may not know."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from housing import audit, db
from housing.access import NotFound
from housing.households import queries as households
from housing.households import services, timeline
from housing.households.contacting.models import UnsafeMark
from housing.households.members import Member, add_person
from housing.households.models import Household, Person
from housing.households.relations.services import relate
from housing.households.restriction import restrict
from housing.households.separations.services import Apart, add_separation
from housing.people.models import ConflictOfInterest
from housing.presentations.parting import queries
from housing.presentations.parting.models import HouseholdLink
from housing.presentations.parting.services import Parting, part, rejoin
from housing.presentations.queries import latest_of
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from tests.housing.households.factories import NOW, POSTCODE, WARD, Town, bar
from tests.housing.signing_in import sign_in_as

LATER = NOW + timedelta(days=30)


@pytest.fixture
def sister(people: Town, household: UUID) -> UUID:
    """The lead's sister, with a child of hers, in a household with everything to be careful of."""
    said: dict[str, Any] = {"household_id": household, "by": people.officer, "now": NOW}
    grown = add_person(member=Member(name="Sister Madeup", relationship="sibling"), **said)
    child = add_person(member=Member(name="Kid Madeup", role="child"), **said)
    relate(one=grown.id, other=child.id, kind="parent", **said)
    concern = services.add_person_of_concern(concern=services.Concern("Bad Madeup"), **said)
    services.add_place_of_concern(
        concern_id=concern.id, place=services.DangerPlace(kind="home", postcode=POSTCODE), **said
    )
    services.save_areas(wards=[WARD], leave_council=False, **said)
    services.save_contact(
        contact=services.Contact(methods=("call",), phone="+441632960001"), interpreter=False, language=None, **said
    )
    return grown.id


def parting(people: Town, household: UUID, sister: UUID) -> Parting:
    with db.reading() as session:
        child = households.one(session, people.officer, household).people[2].id
    return Parting((sister, child), sister, "She said so (made up)")


def read(people: Town, household: UUID) -> Household:
    with db.reading() as session:
        return households.one(session, people.officer, household)


def story(people: Town, household: UUID) -> str:
    with db.reading() as session:
        return " ".join(line.words for line in timeline.lines(session, people.officer, household))


def test_they_leave_with_all_that_keeps_them_safe_and_with_their_days(
    people: Town, household: UUID, sister: UUID
) -> None:
    bar(people.colleague, household)
    other = start_presentation(name="Else Madeup", route=None, by=people.officer, now=NOW).household
    add_separation(
        apart=Apart(household, "building", "other", "Made up", reference=other.reference), by=people.officer, now=NOW
    )
    with db.transaction() as session:
        session.add(UnsafeMark(household_id=household, kind="phone", value="1", value_index="x", why="y", at=NOW,
                               by_name="z"))  # fmt: skip
        audit.record(session, people.officer, "made.up", ("household", household), now=NOW)
    wanted = parting(people, household, sister)
    link = part(household_id=household, parting=wanted, by=people.officer, now=LATER)
    old, new = read(people, household), read(people, link.to_household_id)
    assert [person.name for person in old.people] == ["Madeup Person"]
    assert [(person.name, person.position) for person in new.people] == [("Sister Madeup", 0), ("Kid Madeup", 1)]
    assert [concern.name for concern in new.concerns] == [concern.name for concern in old.concerns] == ["Bad Madeup"]
    assert new.concerns[0].places[0].easting == old.concerns[0].places[0].easting
    assert [area.area_code for area in new.excluded] == [WARD]
    assert new.safe_contact is None
    assert sorted(link.copied) == ["apart", "areas", "barred", "dangers", "unsafe"]
    with db.reading() as session:
        assert latest_of(session, people.officer, new.id).presented_at == NOW
        assert session.scalar(select(func.count()).where(ConflictOfInterest.household_id == new.id)) == 1
        with pytest.raises(NotFound):
            households.one(session, people.colleague, new.id)
        relations = queries.links(session, people.officer, new.id)
    assert [(each.reference, each.words) for each in relations] == [(old.reference, "She said so (made up)")]
    assert "1 adult and 1 child left to be a household of their own, with consent." in story(people, household)
    assert old.reference not in story(people, new.id)


def test_only_what_was_asked_for_goes_with_them_but_who_may_not_know_never_may(
    people: Town, household: UUID, sister: UUID
) -> None:
    services.add_birth(household_id=household, due_on=NOW.date(), by=people.officer, now=NOW)
    bar(people.colleague, household)
    restrict(household_id=household, named=[people.officer.account_id or uuid4()], by=people.homelessness, now=NOW)
    wanted = replace(parting(people, household, sister), dangers=False, same_contact=True, births=True)
    link = part(household_id=household, parting=wanted, by=people.officer, now=LATER)
    old, new = read(people, household), read(people, link.to_household_id)
    assert sorted(link.copied) == ["barred", "births", "contact", "restricted"]
    assert (new.concerns, new.restricted, len(new.births), old.births) == ([], True, 1, [])
    assert new.safe_contact is not None
    assert old.safe_contact is not None
    with db.reading() as session, pytest.raises(NotFound):
        households.one(session, people.other_team, new.id)


def test_they_come_back_and_nothing_is_lost(people: Town, household: UUID, sister: UUID) -> None:
    link = part(household_id=household, parting=parting(people, household, sister), by=people.officer, now=LATER)
    new = link.to_household_id
    services.add_person_of_concern(
        household_id=new, concern=services.Concern("Worse Madeup"), by=people.officer, now=LATER
    )
    back: dict[str, Any] = {"household_id": new, "by": people.officer, "now": LATER}
    for wrong in ({"link_id": uuid4()}, {"household_id": household}):
        with pytest.raises(NotFound):
            rejoin(**{**back, "link_id": link.id, "consent": "Both said so", **wrong})
    with pytest.raises(Refused, match="Enter who agreed"):
        rejoin(link_id=link.id, consent=" ", **back)
    rejoin(link_id=link.id, consent="Both said so", **back)
    old = read(people, household)
    assert [person.name for person in old.people] == ["Madeup Person", "Sister Madeup", "Kid Madeup"]
    assert sorted(concern.name or "" for concern in old.concerns) == ["Bad Madeup", "Worse Madeup"]
    assert read(people, new).people == []
    with db.reading() as session:
        assert latest_of(session, people.officer, new).outcome == "handed_over"
        assert session.scalar(select(func.count(HouseholdLink.id))) == 2
        assert session.scalar(select(func.count(Person.id))) == 3
    with pytest.raises(Refused, match="Nobody is left"):
        rejoin(link_id=link.id, consent="Again", **back)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"people": ()}, "Select who leaves"),
        ({"people": (uuid4(),)}, "Select who leaves"),
        ({"lead": uuid4()}, "Select an adult"),
        ({"consent": "  "}, "Enter who agreed"),
        ({"consent": "x" * 2001}, "2,000 characters"),
    ],
)
def test_what_cannot_be_is_refused(
    people: Town, household: UUID, sister: UUID, wrong: dict[str, Any], sentence: str
) -> None:
    wanted = replace(parting(people, household, sister), **wrong)
    with pytest.raises(Refused, match=sentence):
        part(household_id=household, parting=wanted, by=people.officer, now=LATER)
    with pytest.raises(NotFound):
        part(household_id=household, parting=wanted, by=people.other_team, now=LATER)


def test_who_asks_for_help_stays_and_a_child_does_not_leave_alone(people: Town, household: UUID, sister: UUID) -> None:
    wanted = parting(people, household, sister)
    with db.reading() as session:
        lead = households.one(session, people.officer, household).people[0].id
    for people_leaving, asks in (((lead, sister), sister), (wanted.people, wanted.people[1])):
        with pytest.raises(Refused):
            part(
                household_id=household, parting=replace(wanted, people=people_leaving, lead=asks), by=people.officer,
                now=LATER,
            )  # fmt: skip


def test_by_pages(client: FlaskClient, people: Town, household: UUID, sister: UUID, app: Flask) -> None:
    at = f"/households/{household}/part"
    with db.reading() as session:
        child = households.one(session, people.officer, household).people[2].id
    assert "Who leaves?" in client.get(at).text
    sent = {"people": [str(sister), str(child)], "lead": str(sister), "consent": ""}
    answer = client.post(at, data=sent)
    assert "Enter who agreed, and how" in answer.text
    assert client.post(at, data={**sent, "people": [str(uuid4())], "consent": "Yes"}).status_code == 200
    assert client.post(at, data={**sent, "consent": "She said so", "dangers": "yes"}).status_code == 303
    assert "Nobody but the person who asks" in client.get(at, follow_redirects=True).text
    with db.reading() as session:
        link = session.scalars(select(HouseholdLink)).one()
    back = f"/households/{link.to_household_id}/links/{link.id}/rejoin"
    assert "Enter who agreed" in client.post(back, data={}).text
    browser = app.test_client()
    sign_in_as(browser, people.other_team)
    assert {browser.get(each).status_code for each in (at, back)} == {404}
    assert client.get(f"/households/{household}/links/{link.id}/rejoin").status_code == 404
    assert client.post(back, data={"consent": "Both said so"}).status_code == 303
    assert re.search("Sister Madeup", client.get(f"/households/{household}").text)
