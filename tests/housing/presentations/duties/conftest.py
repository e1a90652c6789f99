"""A made-up council and one household of the officer's team, some days ago."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from housing import clock
from housing.config import Settings
from housing.presentations.models import Presentation
from housing.presentations.services import start_presentation
from tests.housing.application import create_app
from tests.housing.households.factories import NOW, Town, town
from tests.housing.presentations.duties.walking import signed_in

LONG_AGO = NOW - timedelta(days=120)


@pytest.fixture
def app(haven: Settings) -> Flask:
    """The whole application."""
    return create_app(haven)


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def client(app: Flask, people: Town) -> FlaskClient:
    """A browser in which the officer is signed in."""
    return signed_in(app, people.officer)


@pytest.fixture
def at(people: Town) -> str:
    """The address of a household that came some weeks ago."""
    began = clock.now() - timedelta(days=50)
    case = start_presentation(name="Madeup Person", route="self", by=people.officer, now=began)
    return f"/households/{case.household_id}"


@pytest.fixture
def case(people: Town) -> Presentation:
    """A presentation of the officer's team, four months old."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=LONG_AGO)
