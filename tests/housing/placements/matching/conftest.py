"""A made-up council on a database of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from housing.placements.matching.snapshot import Snapshot, take
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session for arranging; what it adds is there once `town.session.commit()` is called."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def town(session: Session) -> Town:
    """The made-up council."""
    return Town(session)


@pytest.fixture
def snapshot(engine: Engine, town: Town) -> Callable[[], Snapshot]:
    """The council's snapshot as others see it, after what was arranged has been committed."""

    def fresh() -> Snapshot:
        town.session.commit()
        with Session(engine) as reading:
            return take(reading, COUNCIL, now=NOW)

    return fresh
