"""A made-up town whose household and unit something is owed about, with the whole application's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role, system
from housing.config import Settings
from housing.db import transaction
from housing.tasks.models import Task
from housing.tasks.raising import raise_task
from tests.housing.application import create_app
from tests.housing.placements.arranging import Arranged, arrange

Raise = Callable[..., Task]


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The application, signed in as nobody."""
    return create_app(haven).test_client()


@pytest.fixture
def served(client: FlaskClient) -> Iterator[Arranged]:
    """What the tests begin with; the client is there already, since it binds the database."""
    with Session(db.engine(), expire_on_commit=False) as session:
        yield arrange(session, db.engine())


@pytest.fixture
def owed(served: Arranged) -> Raise:
    """Raise a task of the homelessness team about the household, unless told otherwise."""

    def raise_it(now: datetime | None = None, **different: Any) -> Task:
        moment = now or clock.now()
        usual: dict[str, Any] = {
            "kind": "re_placement",
            "authority": served.household.authority_code,
            "role": Role.HOMELESSNESS,
            "title": "Find another place today",
            "why": "The building is not safe to live in.",
            "due_at": moment + timedelta(hours=4),
            "household_id": served.household.id,
            "unit_id": served.unit.id,
            "by": system("Made-up cause"),
            "now": moment,
        }
        with transaction() as session:
            return raise_task(session, **{**usual, **different})

    return raise_it
