"""Haven's database with a made-up council, and a household at first contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing.presentations.models import Presentation
from housing.presentations.services import start_presentation
from housing.tasks.models import Task
from tests.housing.households.factories import NOW, Town, town


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def presentation(people: Town) -> Presentation:
    """A presentation of the officer's team, begun at NOW."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW)


Owed = Callable[..., list[Task]]


@pytest.fixture
def owed(engine: Engine) -> Owed:
    """The guide's tasks of a presentation, open ones unless told otherwise, the soonest due first."""

    def tasks(presentation_id: UUID, *, closed: bool = False, kind: str = "guide") -> list[Task]:
        with Session(engine) as session:
            query = select(Task).where(Task.once.startswith(f"{kind}:{presentation_id}"))
            query = query.where(Task.closed_at.is_not(None) if closed else Task.closed_at.is_(None))
            return list(session.scalars(query.order_by(Task.due_at, Task.once)))

    return tasks


def slugs(tasks: list[Task]) -> set[str]:
    """The lines of the guide that the tasks come from."""
    return {str(task.once).rsplit(":", 1)[1] for task in tasks}


def at(**replaced: Any) -> datetime:
    """NOW with other parts."""
    return NOW.replace(**replaced)
