"""Records that may be of one person: found by digests, told to a lead alone, and never shown to an officer."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from housing import audit, db
from housing.access import NotFound, Role
from housing.config import Settings
from housing.households import services
from housing.households.alike import queries
from housing.households.alike.comparing import compare_new_names
from housing.households.alike.models import ALLEGATION, DUPLICATE, KEEP_APART, TWO_PEOPLE, NamePrint
from housing.households.alike.services import add_alias, decide, end_alias
from housing.households.alike.suggesting import suggestions
from housing.households.concerns import Concern
from housing.households.members import Member
from housing.households.models import Household, Person
from housing.households.restriction import restrict
from housing.households.separations.models import Separation
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from pathway.births import on_day
from tests.housing.households.alike_town import BORN, LOOK, application_of, feared_somebody, pairs, tasks
from tests.housing.households.factories import NOW, Town, bar, town
from tests.pathway.test_names import FIRST, LAST, written_otherwise

PAIRS = 12


@pytest.fixture
def app(haven: Settings) -> Flask:
    return application_of(haven)


@pytest.fixture
def people(app: Flask) -> Town:
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    return feared_somebody(people)


def test_somebody_feared_who_asks_for_help_is_a_task_without_a_name(people: Town, household: UUID) -> None:
    compare_new_names(now=NOW)
    assert tasks() == []
    start_presentation(name="Feared Bartolomew", route=None, by=people.other_team, now=NOW)
    assert compare_new_names(now=NOW) == (1, 1)
    assert tasks() == [("name-allegation", Role.HOMELESSNESS, True)]
    (pair,) = pairs(people)
    assert pair.kind == ALLEGATION
    assert pair.both_seen
    with db.reading() as session:
        (task,) = session.scalars(LOOK)
        assert "artolomew" not in task.title + task.why
        assert (task.household_id, task.due_at) == (None, NOW + timedelta(hours=4))
        assert "name_match.found" in {each.action for each in audit.trail(session)}
    assert compare_new_names(now=NOW) == (0, 0)


def test_the_reverse_is_found_too_and_a_pair_once(people: Town, household: UUID) -> None:
    other = start_presentation(name="Bartholomew Feared", route=None, by=people.other_team, now=NOW).household_id
    services.add_person_of_concern(household_id=other, concern=Concern("Person, Madeup"), by=people.other_team, now=NOW)
    compare_new_names(now=NOW)
    assert sorted(pair.kind for pair in pairs(people)) == [ALLEGATION, ALLEGATION]
    with db.transaction() as session:
        session.execute(update(NamePrint).values(compared_at=None))
    assert compare_new_names(now=NOW)[1] == 0


def test_two_cases_that_nobody_but_a_lead_sees_together_are_a_quieter_task(people: Town, household: UUID) -> None:
    start_presentation(name="Madeup Persson", route=None, by=people.other_team, now=NOW, born=BORN)
    start_presentation(name="Madeup Persom", route=None, by=people.colleague, now=NOW, born=date(1960, 1, 1))
    compare_new_names(now=NOW)
    assert tasks() == [("name-duplicate", Role.HOMELESSNESS, False)]


def test_a_date_of_birth_keeps_two_people_of_similar_names_apart(people: Town, household: UUID) -> None:
    start_presentation(name="Madeup Persson", route=None, by=people.other_team, now=NOW, born=date(1960, 7, 1))
    start_presentation(name="Madeup", route=None, by=people.other_team, now=NOW)
    compare_new_names(now=NOW)
    assert tasks() == []
    start_presentation(name="Madeup", route=None, by=people.other_team, now=NOW, born=BORN)
    compare_new_names(now=NOW)
    assert tasks() == [("name-duplicate", Role.HOMELESSNESS, False)]


def test_prints_hold_no_name_and_keep_in_step(people: Town, household: UUID) -> None:
    compare_new_names(now=NOW)
    with db.reading() as session:
        kept = session.scalars(select(NamePrint)).all()
        assert len(kept) == 2
        assert not re.search("madeup|person|feared", str([each.pieces for each in kept]) + str([e.keys for e in kept]))
        lead = session.scalars(select(Person).where(Person.household_id == household)).one()
    services.change_person(
        household_id=household, person_id=lead.id, member=Member(name=None, role="adult"), by=people.officer, now=NOW
    )
    compare_new_names(now=NOW)
    with db.reading() as session:
        assert session.scalar(select(func.count(NamePrint.id))) == 1


def test_another_name_is_compared_and_can_be_taken_back(people: Town, household: UUID) -> None:
    with db.reading() as session:
        lead = session.scalars(select(Person).where(Person.household_id == household)).one()
    said: dict[str, Any] = {"household_id": household, "person_id": lead.id, "by": people.officer, "now": NOW}
    alias = add_alias(kind="former", name="Earlier Surname", **said)
    assert add_alias(kind="former", name="EARLIER surname", **said).id == alias.id
    other = start_presentation(name="Else Where", route=None, by=people.other_team, now=NOW).household_id
    services.add_person_of_concern(
        household_id=other, concern=Concern("Earlier Sirname"), by=people.other_team, now=NOW
    )
    compare_new_names(now=NOW)
    assert [kind for kind, *_ in tasks()] == ["name-allegation"]
    with db.reading() as session:
        (found,) = suggestions(session, people.colleague, "Surname Earlier")
        assert (found.household_id, found.why) == (household, "The same name")
    end_alias(household_id=household, alias_id=alias.id, by=people.officer, now=NOW)
    compare_new_names(now=NOW)
    with db.reading() as session:
        assert suggestions(session, people.colleague, "Surname Earlier") == []
    for kind, name, sentence in (("former", " ! ", "Enter the name"), ("nonsense", "Made Up", "Select what kind")):
        with pytest.raises(Refused, match=sentence):
            add_alias(kind=kind, name=name, **said)
    with pytest.raises(NotFound):
        add_alias(kind="former", name="Made Up", **{**said, "person_id": household})
    with pytest.raises(NotFound):
        end_alias(household_id=household, alias_id=household, by=people.officer, now=NOW)


def test_suggestions_within_reach_find_95_of_100_slips_and_nobody_out_of_reach(people: Town) -> None:
    chance = random.Random(2026)
    known: list[tuple[str, str, UUID]] = []
    for _ in range(PAIRS):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        made = start_presentation(name=f"{first} {last}", route=None, by=people.officer, now=NOW)
        start_presentation(name=f"{first} {last}", route=None, by=people.other_team, now=NOW)
        known.append((first, last, made.household_id))
    compare_new_names(now=NOW)
    tried = found = shown = 0
    with db.reading() as session:
        for first, last, household_id in known:
            for typed in written_otherwise(chance, first, last):
                ids = [each.household_id for each in suggestions(session, people.officer, typed)]
                tried, found, shown = tried + 1, found + (household_id in ids), shown + len(ids)
        ours = set(session.scalars(select(Household.id).where(Household.organisation_id == organisation_of(people))))
        every = {each.household_id for first, last, _ in known for each in suggestions(session, people.officer, last)}
    assert found / tried >= 0.95
    assert shown / tried <= 2.5
    assert every <= ours


def organisation_of(people: Town) -> UUID:
    return people.officer.home("household.read").organisation_id


def test_a_date_of_birth_orders_what_is_suggested(people: Town, household: UUID) -> None:
    twin = start_presentation(name="Madeup Person", route=None, by=people.officer, now=NOW, born=date(1955, 8, 9))
    compare_new_names(now=NOW)
    with db.reading() as session:
        found = suggestions(session, people.officer, "madeup person", on_day(BORN))
        assert [(each.household_id, each.why) for each in found] == [
            (household, "The same name, same date of birth"),
            (twin.household_id, "The same name, but another date of birth"),
        ]
        assert suggestions(session, people.officer, "madeup person", but=household)[0].household_id == twin.household_id
        assert suggestions(session, people.officer, "??") == []


def test_a_decision_keeps_apart_settles_the_task_and_is_made_once(people: Town, household: UUID) -> None:
    start_presentation(name="Bartholomew Feared", route=None, by=people.other_team, now=NOW)
    compare_new_names(now=NOW)
    (pair,) = pairs(people)
    said: dict[str, Any] = {"match_id": pair.id, "by": people.homelessness, "now": NOW}
    for outcome, reason, sentence in (
        ("one_person", "x", "Select what"), (KEEP_APART, " ", "Enter the reason"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            decide(outcome=outcome, reason=reason, **said)
    decide(outcome=KEEP_APART, reason="Same telephone (made up)", **said)
    with db.reading() as session:
        apart = session.scalars(select(Separation)).one()
        assert {apart.household_id, apart.other_household_id} == {pair.one.household_id, pair.other.household_id}
        assert (apart.level, apart.distance_m) == ("distance", 1000)
        assert session.scalars(LOOK).one().closed_at == NOW
    with pytest.raises(Refused, match="Hana Demo decided about this at 9:30am"):
        decide(outcome=TWO_PEOPLE, reason="No", **said)
    assert pairs(people) == []


def test_who_is_barred_knows_of_no_pair_and_who_started_one_does_not_decide(people: Town, household: UUID) -> None:
    own = start_presentation(name="Bartholomew Feared", route=None, by=people.homelessness, now=NOW).household_id
    compare_new_names(now=NOW)
    (pair,) = pairs(people)
    with pytest.raises(Refused, match="You started one"):
        decide(match_id=pair.id, outcome=TWO_PEOPLE, reason="No", by=people.homelessness, now=NOW)
    with db.reading() as session, pytest.raises(NotFound):
        queries.one(session, people.neighbour, pair.id)
    bar(people.homelessness, own)
    assert pairs(people) == []
    with db.reading() as session, pytest.raises(NotFound):
        queries.one(session, people.homelessness, pair.id)


def test_a_duplicate_is_only_what_nobody_else_sees(people: Town, household: UUID) -> None:
    start_presentation(name="Madeup Person", route=None, by=people.colleague, now=NOW)
    compare_new_names(now=NOW)
    assert tasks() == []
    restrict(household_id=household, named=[], by=people.homelessness, now=NOW)
    start_presentation(name="Madeup Person", route=None, by=people.colleague, now=NOW)
    compare_new_names(now=NOW)
    assert [kind for kind, *_ in tasks()] == [f"name-{DUPLICATE}"]
