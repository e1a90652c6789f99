"""One household, one unit, and the people around it; or the household lives there already."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from housing.config import Settings
from housing.placements.models import Stay
from tests.housing.application import create_app
from tests.housing.placements.arranging import Arranged, arrange


@pytest.fixture
def there(engine: Engine) -> Iterator[Arranged]:
    """What the tests begin with."""
    with Session(engine, expire_on_commit=False) as session:
        yield arrange(session, engine)


@pytest.fixture
def stay(there: Arranged) -> Stay:
    """The household lives in the unit since Monday 23 November 2026."""
    offer = there.offer()
    there.accept(offer)
    return there.arrive(offer)


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """Every page, signed in as nobody: the list of closings stands beside the other rooms about places."""
    return create_app(haven).test_client()
