"""Journeys start from a small morning, unless they ask for the whole year."""

from __future__ import annotations

import pytest

from housing.postgres import Server
from tests import database
from tests.browser.installation import seed_morning


@pytest.fixture(scope="session")
def seeded(server: Server) -> str:
    """The name of a database with a small morning, to copy from."""
    return database.pattern(server, "morning", seed_morning)
