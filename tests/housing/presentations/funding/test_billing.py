"""What a provider is told of the money: nights and sums, whom to bill once it is agreed, and never a status."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import Engine, update

from housing import db
from housing.households.models import Household
from housing.places.models import Unit
from housing.presentations.funding.billing import OTHERWISE, Bill, bill_of
from housing.presentations.funding.lines import Terms, record_line
from housing.presentations.funding.planning import record_plan
from housing.presentations.funding.showing import shown
from housing.presentations.services import start_presentation
from pathway.charges import Sums
from pathway.funding import Event
from tests.housing.households.factories import NOW, TODAY, Town, town
from tests.housing.presentations.funding.arranging import PAYER, UNTIL, lives, pays


@pytest.fixture
def people(engine: Engine) -> Town:
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id


def bill(household_id: UUID, *, cleared: bool = False) -> Bill:
    with db.reading() as session:
        return bill_of(session, session.get_one(Household, household_id), cleared=cleared, now=NOW)


def test_nights_and_sums_before_it_is_agreed_and_whom_to_bill_after(people: Town, household: UUID) -> None:
    lives(household)
    line = pays(household, people.officer)
    record_line(
        household_id=household, line_id=line.id, event=Event.CONFIRMED,
        terms=Terms(TODAY, UNTIL, Decimal("58.00"), reference="MU-17"), by=people.officer, now=NOW,
    )  # fmt: skip
    before, after = bill(household), bill(household, cleared=True)
    assert [(each.from_on, each.until_on, each.paid, each.per_night) for each in before.nights] == [
        (TODAY, UNTIL, True, Decimal("58.00")), (UNTIL, None, False, None),
    ]  # fmt: skip
    assert [each.bill for each in before.nights] == [(), ()]
    assert [each.bill for each in after.nights] == [(f"{PAYER}, reference MU-17",), ()]
    assert (before.unpaid_on, before.plan_on) == (UNTIL, None)
    record_plan(household_id=household, words="Made up: the charity is asked", by=people.officer, now=NOW)
    assert bill(household).plan_on == TODAY


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (["mvdac"], ("benefits",)), (["housing_benefit", "mvdac"], ("benefits",)), (["section_17"], (OTHERWISE,)),
        ([], ()),
    ],
)  # fmt: skip
def test_no_way_of_paying_says_what_she_is(household: UUID, named: list[str], said: tuple[str, ...]) -> None:
    with db.engine().begin() as connection:
        connection.execute(update(Household).where(Household.id == household).values(funding=named))
    assert bill(household).named == said


def test_the_page_sets_what_is_confirmed_against_what_the_place_costs(people: Town, household: UUID) -> None:
    lives(household, until_on=UNTIL + timedelta(days=2))
    pays(household, people.officer)

    def cost() -> Sums | None:
        with db.reading() as session:
            found = shown(session, session.get_one(Household, household), now=NOW).cost
        return found.sums if found else None

    assert cost() is None
    with db.engine().begin() as connection:
        connection.execute(update(Unit).values(weekly_charge=Decimal(455)))  # £65 a night: 3.50 short, then 65
    assert cost() == Sums(22, Decimal("1230.00"), Decimal("200.00"), 0, None)
