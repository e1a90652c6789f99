"""One household that lives in a unit, and the town around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from housing.placements.models import Stay
from tests.housing.placements.arranging import Arranged, arrange


@pytest.fixture
def there(engine: Engine) -> Iterator[Arranged]:
    """What the tests begin with."""
    with Session(engine, expire_on_commit=False) as session:
        yield arrange(session, engine)


@pytest.fixture
def lives(there: Arranged) -> Stay:
    """She has accepted, arrived, and lives there."""
    offer = there.offer()
    there.accept(offer)
    return there.arrive(offer)
