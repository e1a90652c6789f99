"""Numbers and partly known births compared; pairs that wait keep two households apart, and end when a fact changes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, select, text

from housing import db
from housing.access import Role
from housing.households import services
from housing.households.alike import queries
from housing.households.alike.comparing import compare_new_names
from housing.households.alike.models import ALLEGATION, DUPLICATE, NUMBER, NumberPrint
from housing.households.alike.services import decide
from housing.households.concerns import Concern
from housing.households.contact import Contact, save_contact
from housing.households.contacting.models import UnsafeMark
from housing.households.models import PersonOfConcern, SafeContact
from housing.households.separations.reading import looked_at
from housing.presentations.services import start_presentation
from housing.rechecks import Recheck
from housing.refusals import Refused
from pathway.births import about, in_year
from tests.housing.households.alike_town import feared_somebody, pairs, tasks
from tests.housing.households.factories import COUNCIL, NOW, TODAY, Town, town

NUMBER_SAID, NUMBER_WRITTEN = "07700 900982", "+44 7700 900 982"


@pytest.fixture
def people(engine: Engine) -> Town:
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    return feared_somebody(people)


def rings(household_id: UUID, number: str | None, by: Any) -> None:
    """Her safe number."""
    contact = Contact(methods=("call",), phone=number)
    save_contact(household_id=household_id, contact=contact, interpreter=None, language=None, by=by, now=NOW)


def feared(people: Town, household_id: UUID, **facts: Any) -> UUID:
    """One more person of concern."""
    concern = Concern(**facts)
    return services.add_person_of_concern(
        household_id=household_id, concern=concern, by=people.officer, now=NOW
    ).id  # fmt: skip


def waiting(people: Town) -> list[tuple[str, str]]:
    return sorted((pair.kind, pair.found_by) for pair in pairs(people))


def test_a_number_of_somebody_feared_that_somebody_else_gives_is_looked_at(people: Town, household: UUID) -> None:
    feared(people, household, name=None, phone=NUMBER_SAID)
    other = start_presentation(name="Quite Another", route=None, by=people.other_team, now=NOW).household_id
    rings(other, NUMBER_WRITTEN, people.other_team)
    assert compare_new_names(now=NOW)[1] == 1
    assert waiting(people) == [(ALLEGATION, NUMBER)]
    assert tasks() == [("name-allegation", Role.HOMELESSNESS, True)]
    with db.reading() as session:
        assert looked_at(session, COUNCIL, [other])[1] == {tuple(sorted((household, other)))}
        assert session.scalars(select(Recheck.household_id).where(Recheck.household_id == other)).all()
        digests = session.scalars(select(NumberPrint.number)).all()
    assert len(digests) == 2
    assert len(set(digests)) == 1
    assert "900" not in digests[0]
    assert compare_new_names(now=NOW) == (0, 0)
    rings(other, "01632 960 001", people.other_team)
    compare_new_names(now=NOW)
    assert waiting(people) == []
    with db.reading() as session:
        assert looked_at(session, COUNCIL, [other])[1] == set()


def test_one_number_of_two_who_ask_for_help_unless_their_births_say_no(people: Town, household: UUID) -> None:
    other = start_presentation(name="Quite Another", route=None, by=people.officer, now=NOW).household_id
    old = start_presentation(
        name="Somebody Old", route=None, by=people.officer, now=NOW, born=date(1940, 1, 1)
    ).household_id  # fmt: skip
    for each in (household, other, old):
        rings(each, NUMBER_SAID, people.officer)
    compare_new_names(now=NOW)
    assert waiting(people) == [(DUPLICATE, NUMBER)] * 2  # with her whose date is not known, and not with the other


def test_a_number_that_many_give_is_a_service_s(people: Town, household: UUID) -> None:
    for number in range(4):
        each = start_presentation(name=f"Madeup {number}", route=None, by=people.officer, now=NOW).household_id
        rings(each, NUMBER_SAID, people.officer)
    compare_new_names(now=NOW)
    assert waiting(people) == []


def test_what_two_teams_see_by_name_and_number_is_one_task(people: Town, household: UUID) -> None:
    feared(people, household, name="Somebody Feared", phone=NUMBER_SAID)
    other = start_presentation(name="Somebody Faered", route=None, by=people.other_team, now=NOW).household_id
    rings(other, NUMBER_SAID, people.other_team)
    compare_new_names(now=NOW)
    assert [kind for kind, _ in waiting(people)] == [ALLEGATION]


def test_ranges_of_birth_may_be_one_or_cannot(people: Town, household: UUID) -> None:
    feared(people, household, name="Partly Known", birth=about(40, TODAY, give_or_take=2))
    feared(people, household, name="Younger Known", birth=in_year(2003))
    for name in ("Partley Known", "Yuonger Known"):
        start_presentation(name=name, route=None, by=people.other_team, now=NOW, born=date(1986, 5, 5))
    compare_new_names(now=NOW)
    (pair,) = pairs(people)
    assert {pair.one.name, pair.other.name} == {"Partly Known", "Partley Known"}
    (concern,) = {pair.one, pair.other} - {side for side in (pair.one, pair.other) if not side.feared}
    assert "as far as it is known" in concern.born


def test_a_corrected_name_ends_the_pair_and_another_is_found(people: Town, household: UUID) -> None:
    start_presentation(name="Bartolomew Feared", route=None, by=people.other_team, now=NOW)
    compare_new_names(now=NOW)
    (pair,) = pairs(people)
    with db.reading() as session:
        concern = session.scalars(select(PersonOfConcern)).one().id
    said: dict[str, Any] = {"household_id": household, "concern_id": concern, "by": people.officer, "now": NOW}
    services.change_person_of_concern(concern=Concern("Bartholomew Feared", birth=in_year(1980)), **said)
    compare_new_names(now=NOW)
    (again,) = pairs(people)
    assert again.id != pair.id
    services.remove_person_of_concern(**said)
    compare_new_names(now=NOW)
    assert pairs(people) == []
    with db.reading() as session:
        ended = queries.one(session, people.homelessness, again.id)
        assert ended.ended_at == NOW
    with pytest.raises(Refused, match="has changed since"):
        decide(match_id=again.id, outcome="two_people", reason="Late", by=people.homelessness, now=NOW)


def test_not_the_same_is_free_and_never_asked_again(people: Town, household: UUID) -> None:
    other = start_presentation(name="Bartolomew Feared", route=None, by=people.other_team, now=NOW).household_id
    compare_new_names(now=NOW)
    (pair,) = pairs(people)
    decide(match_id=pair.id, outcome="two_people", reason="Another age", by=people.homelessness, now=NOW)
    with db.transaction() as session:
        assert looked_at(session, COUNCIL, [other])[1] == set()
        session.execute(text("update name_print set compared_at = null"))
    compare_new_names(now=NOW)
    assert pairs(people) == []


def test_their_number_is_never_hers(people: Town, household: UUID) -> None:
    rings(household, NUMBER_SAID, people.officer)
    feared(people, household, name=None, phone=NUMBER_WRITTEN)
    with db.reading() as session:
        assert session.scalars(select(SafeContact.phone)).all() == [None]
        assert [mark.why for mark in session.scalars(select(UnsafeMark))] == ["The number of a person of concern."]
        raw = session.execute(text("select phone from person_of_concern where phone is not null")).scalar_one()
        assert b"900982" not in bytes(raw)
    with pytest.raises(Refused, match="marked unsafe"):
        rings(household, NUMBER_SAID, people.officer)
    with pytest.raises(Refused, match="Enter a telephone number"):
        feared(people, household, name=None, phone="no number")
    with pytest.raises(Refused, match="in the past"):
        feared(people, household, name=None, birth=in_year(2090))
