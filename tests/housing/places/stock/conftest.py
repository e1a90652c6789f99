"""The pages of stock as the refuge manager sees them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.housing.placements.arranging import Arranged
from tests.housing.signing_in import sign_in_as


@pytest.fixture
def signed(client: FlaskClient, served: Arranged) -> Arranged:
    """The refuge manager is signed in."""
    sign_in_as(client, served.manager)
    return served
