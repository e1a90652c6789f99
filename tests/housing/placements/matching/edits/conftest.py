"""The contested council."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from housing import clock
from housing.access import Role
from tests.housing.placements.matching.edits.arranging import Contested, contested
from tests.housing.placements.matching.edits.desk import Desk
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.signing_in import Place, sign_in


@pytest.fixture
def council(town: Town) -> Contested:
    """Two households, one home that both want, and one that only the first agrees to."""
    return contested(town)


@pytest.fixture
def desk(client: FlaskClient, council: Contested, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Signed in as somebody of the team, while the clock stands still."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    actor = sign_in(client, Role.HOMELESSNESS, place=Place(council.town.team, COUNCIL), name="Bea Demo")
    return Desk(council, client, actor)
