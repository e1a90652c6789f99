"""A made-up council on a database of its own, for the tests of who lives together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.orm import Session

from tests.housing.placements.matching.factories import Town


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session for arranging, on a connection of its own."""
    own = create_engine(engine.url, poolclass=NullPool)
    with Session(own, expire_on_commit=False) as session:
        yield session
    own.dispose()


@pytest.fixture
def town(session: Session) -> Town:
    """The made-up council."""
    return Town(session)
