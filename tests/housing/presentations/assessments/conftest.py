"""A made-up council and a presentation of its officer's team, without pages."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from housing.presentations.models import Presentation
from housing.presentations.services import start_presentation
from tests.housing.households.factories import NOW, Town, town


@pytest.fixture
def council(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def presentation(council: Town) -> Presentation:
    """A presentation of the officer's team."""
    return start_presentation(name="Madeup Person", route="self", by=council.officer, now=NOW)
