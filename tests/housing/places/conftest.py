"""A made-up town with stock, and the pages of units served to a browser of sorts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from housing import db
from housing.config import Settings
from tests.housing.application import create_app
from tests.housing.placements.arranging import Arranged, arrange


@pytest.fixture
def there(engine: Engine) -> Iterator[Arranged]:
    """What the tests begin with."""
    with Session(engine, expire_on_commit=False) as session:
        yield arrange(session, engine)


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The whole application: the pages about places lead to those of many slices."""
    return create_app(haven).test_client()


@pytest.fixture
def served(client: FlaskClient) -> Iterator[Arranged]:
    """What a test of pages begins with; the client is there already, since it binds the database."""
    with Session(db.engine(), expire_on_commit=False) as session:
        yield arrange(session, db.engine())
