"""A made-up town around one unit, with the pages of units, offers and stays served to a browser of sorts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from housing import db
from housing.config import Settings
from housing.copies import routes as copies
from housing.households import routes as households
from housing.placements import routes as placements
from housing.places import routes as places
from housing.presentations import routes as presentations
from housing.sanctuary import routes as sanctuary
from tests.housing.one_slice import application
from tests.housing.placements.arranging import Arranged, arrange


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The pages, signed in as nobody."""
    lower = (*places.BLUEPRINTS, *households.BLUEPRINTS, *presentations.BLUEPRINTS)
    slices = (*lower, *sanctuary.BLUEPRINTS, *placements.BLUEPRINTS, *copies.BLUEPRINTS)
    return application(haven, *slices).test_client()


@pytest.fixture
def served(client: FlaskClient) -> Iterator[Arranged]:
    """What a test of pages begins with; the client is there already, since it binds the database."""
    with Session(db.engine(), expire_on_commit=False) as session:
        yield arrange(session, db.engine())
