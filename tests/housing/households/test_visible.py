"""Whose cases somebody may see, and that the ones they may not are not there."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, insert, update

from housing import access, db
from housing.access import Actor, Forbidden, NotFound
from housing.households import queries
from housing.households.models import CasePerson, Household
from housing.presentations.queries import open_presentations
from housing.presentations.services import start_presentation
from tests.housing.households.factories import COUNCIL, NOW, Town, bar, town


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    """A household of the officer's team."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id


def sees(actor: Actor, household_id: UUID) -> bool:
    """Whether the household is there for this person."""
    with db.reading() as session:
        try:
            queries.one(session, actor, household_id)
        except NotFound:
            return False
        return True


def test_own_team_and_the_councils_desk_see_a_household_and_nobody_else(people: Town, household: UUID) -> None:
    assert [sees(actor, household) for actor in (people.officer, people.colleague, people.homelessness)] == [True] * 3
    others = (people.other_team, people.refuge, people.neighbour, people.strategy, Actor("nobody"))
    assert [sees(actor, household) for actor in others] == [False] * 5
    assert not sees(people.officer, uuid4())


def test_a_restricted_household_is_there_for_named_people_only(engine: Engine, people: Town, household: UUID) -> None:
    with engine.begin() as connection:
        connection.execute(update(Household).values(restricted=True))
        connection.execute(
            insert(CasePerson).values(household_id=household, account_id=people.officer.account_id, named_at=NOW)
        )
    assert sees(people.officer, household)
    assert not sees(people.colleague, household)
    assert not sees(people.homelessness, household)
    assert not sees(access.system("jobs", people.officer.grants), household)


def test_being_named_reaches_no_further_than_the_role(engine: Engine, people: Town, household: UUID) -> None:
    with engine.begin() as connection:
        connection.execute(update(Household).values(restricted=True))
        connection.execute(
            insert(CasePerson).values(household_id=household, account_id=people.neighbour.account_id, named_at=NOW)
        )
    assert not sees(people.neighbour, household)


def test_a_conflict_of_interest_makes_the_case_not_exist(engine: Engine, people: Town, household: UUID) -> None:
    bar(people.officer, household)
    with engine.begin() as connection:
        connection.execute(
            insert(CasePerson).values(household_id=household, account_id=people.officer.account_id, named_at=NOW)
        )
    assert not sees(people.officer, household)
    assert sees(people.colleague, household)


def test_the_matcher_sees_everybody_in_a_constant_number_of_queries(engine: Engine, people: Town) -> None:
    def statements() -> int:
        with db.reading() as session, db.count_statements() as sent:
            for presentation in open_presentations(session, COUNCIL):
                assert presentation.household.people[0].name
                assert presentation.bands[-1].band == 2
        return len(sent)

    start_presentation(name="One", route=None, by=people.officer, now=NOW)
    one = statements()
    for number in range(5):
        start_presentation(name=f"Name {number}", route=None, by=people.officer, now=NOW)
    with engine.begin() as connection:
        connection.execute(update(Household).values(restricted=True))
    assert statements() == one <= 12
    with db.reading() as session:
        assert len(open_presentations(session, COUNCIL)) == 6


def test_who_may_not_start_cannot(people: Town) -> None:
    for actor in (people.refuge, people.strategy):
        with pytest.raises(Forbidden):
            start_presentation(name=None, route=None, by=actor, now=NOW)
