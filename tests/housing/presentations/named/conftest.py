"""A restricted case whose only named person has left, and the two sides that can have somebody named."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor, Role
from housing.config import Settings
from housing.households.restriction import restrict
from housing.people.models import Account
from housing.presentations.services import start_presentation
from tests.housing.application import create_app
from tests.housing.households.factories import NOW, Town, organisation, person, town


@dataclass(frozen=True, slots=True)
class Left:
    """The case, who was named for it and has left, and who is there."""

    household: UUID
    reference: str
    people: Town
    lead: Actor
    governance: Actor
    second: Actor


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The whole application on a clean database, signed in as nobody."""
    app: Flask = create_app(haven)
    return app.test_client()


@pytest.fixture
def left(client: FlaskClient) -> Left:
    """A case restricted by somebody of the homelessness team, whose account was closed since."""
    people = town()
    desk = people.homelessness.home("case.assign").organisation_id
    gone = person("Gina Demo", Role.HOMELESSNESS, desk)
    kept = start_presentation(name="Madeup Canary", route="self", by=people.officer, now=NOW).household
    restrict(household_id=kept.id, named=[], by=gone, now=NOW)
    with Session(db.engine()) as session, session.begin():
        session.execute(update(Account).where(Account.id == gone.account_id).values(closed_at=NOW))
    office = organisation("Information governance")
    return Left(
        kept.id, kept.reference, people, people.homelessness, person("Ivy Demo", Role.GOVERNANCE, office),
        person("Igor Demo", Role.GOVERNANCE, office),
    )  # fmt: skip
