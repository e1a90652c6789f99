"""A made-up town with stock, and the pages of units served to a browser of sorts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from housing import db
from housing.config import Settings
from housing.placements.closing.routes import blueprint as closing
from housing.placements.offers.routes import blueprint as offers
from housing.placements.sandbox.routes import blueprint as sandbox
from housing.placements.stays.routes import blueprint as stays
from housing.places import routes as places
from tests.housing.one_slice import application
from tests.housing.placements.arranging import Arranged, arrange


@pytest.fixture
def there(engine: Engine) -> Iterator[Arranged]:
    """What the tests begin with."""
    with Session(engine, expire_on_commit=False) as session:
        yield arrange(session, engine)


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The pages of units, with those of referrals, stays and changes that they lead to."""
    return application(haven, *places.BLUEPRINTS, offers, stays, sandbox, closing).test_client()


@pytest.fixture
def served(client: FlaskClient) -> Iterator[Arranged]:
    """What a test of pages begins with; the client is there already, since it binds the database."""
    with Session(db.engine(), expire_on_commit=False) as session:
        yield arrange(session, db.engine())
