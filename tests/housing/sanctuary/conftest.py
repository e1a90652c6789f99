"""One household that wants to stay in her home, one unit, and the people around both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.housing.placements.arranging import arrange
from tests.housing.sanctuary.arranging import Sanctuary, around


@pytest.fixture
def made(engine: Engine) -> Iterator[Sanctuary]:
    """What the tests of services begin with."""
    with Session(engine, expire_on_commit=False) as session:
        yield around(arrange(session, engine))
