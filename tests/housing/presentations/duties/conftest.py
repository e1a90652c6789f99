"""A made-up council and one household of the officer's team, some days ago."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from housing.presentations.models import Presentation
from housing.presentations.services import start_presentation
from tests.housing.households.factories import NOW, Town, town

LONG_AGO = NOW - timedelta(days=120)


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def case(people: Town) -> Presentation:
    """A presentation of the officer's team, four months old."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=LONG_AGO)
