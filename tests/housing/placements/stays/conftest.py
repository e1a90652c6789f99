"""One household, one unit, and the people around an offer of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.housing.placements.arranging import Arranged, arrange


@pytest.fixture
def there(engine: Engine) -> Iterator[Arranged]:
    """What the tests begin with."""
    with Session(engine, expire_on_commit=False) as session:
        yield arrange(session, engine)
