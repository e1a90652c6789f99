"""A made-up town with a refuge that takes every boy, a mother of a boy of 14, and somebody who knows no danger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor, Role
from housing.config import Settings
from housing.copies import routes as copies
from housing.households import routes as households
from housing.households.models import Household
from housing.placements.matching.routes import blueprint as matching
from housing.placements.offers.routes import blueprint as offers
from housing.placements.sandbox.models import WeighedChange
from housing.placements.sandbox.routes import blueprint as sandbox
from housing.placements.stays.routes import blueprint as stays
from housing.places import routes as places
from housing.places import services
from housing.places.models import AcceptancePolicy, Property, Unit
from housing.places.policies import Acceptance
from housing.presentations import routes as presentations
from tests.housing.one_slice import application
from tests.housing.placements.arranging import member, refuge_manager
from tests.housing.placements.matching.factories import NOW, TODAY, Town

EVERYBODY = Acceptance(
    sexes=("female", "male", "other"), boys_up_to=None, boys_any=True, max_support="very_high", pets=("dog",),
    funding=("housing_benefit",),
)  # fmt: skip


def boys_to(age: int) -> Acceptance:
    """As the refuge accepts, but boys up to an age only."""
    return Acceptance(
        sexes=EVERYBODY.sexes, boys_up_to=age, boys_any=False, max_support="very_high", pets=("dog",),
        funding=EVERYBODY.funding,
    )  # fmt: skip


@dataclass
class Before:
    """Who and what there is before anything changes; every row has been committed."""

    town: Town
    team: Actor
    manager: Actor
    home: Property
    unit: Unit
    mother: Household

    def a_mother(self, *, son: int = 14, band: int = 2, days: int = 3, **facts: Any) -> Household:
        """A woman who seeks a place with one son of that age."""
        household = self.town.household(**facts)
        self.town.person(household, born=date(TODAY.year - son, 1, 5), sex="male", role="child")
        self.town.seeks(household, band=band, days=days)
        self.town.session.commit()
        return household

    def intends(
        self, acceptance: Acceptance, *, by: Actor | None = None, from_on: date = TODAY, now: datetime = NOW
    ) -> UUID:
        """The manager is about to accept this; the intention's id."""
        made = services.intend_policy(
            property_id=self.home.id, acceptance=acceptance, from_on=from_on, by=by or self.manager, now=now
        )
        return made.id

    def policies(self) -> list[AcceptancePolicy]:
        """What is recorded of the refuge."""
        with Session(db.engine()) as session:
            query = select(AcceptancePolicy).where(AcceptancePolicy.property_id == self.home.id)
            return list(session.scalars(query.order_by(AcceptancePolicy.recorded_at)))

    def changes(self) -> list[WeighedChange]:
        """The changes that were made."""
        with Session(db.engine()) as session:
            return list(session.scalars(select(WeighedChange).order_by(WeighedChange.made_at)))


def begin(session: Session) -> Before:
    """One refuge with one unit, the mother, somebody of the homelessness team, the refuge's manager."""
    town = Town(session)
    home = town.home("refuge")
    unit = town.unit(home)
    team, manager = member(town, town.actor(Role.HOMELESSNESS)), refuge_manager(town)
    made = Before(town, team, manager, home, unit, mother=town.household())
    town.person(made.mother, born=date(TODAY.year - 14, 1, 5), sex="male", role="child")
    town.seeks(made.mother)
    session.commit()
    return made


@pytest.fixture
def before(engine: Engine) -> Iterator[Before]:
    """What tests of services begin with."""
    with Session(engine, expire_on_commit=False) as session:
        yield begin(session)


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The pages of changes, with those that lead to them and those that they lead to."""
    slices = (*places.BLUEPRINTS, *households.BLUEPRINTS, *presentations.BLUEPRINTS, *copies.BLUEPRINTS)
    return application(haven, *slices, matching, offers, stays, sandbox).test_client()


@pytest.fixture
def served(client: FlaskClient) -> Iterator[Before]:
    """What tests of pages begin with; the client is there already, since it binds the database."""
    assert client is not None
    with Session(db.engine(), expire_on_commit=False) as session:
        yield begin(session)
