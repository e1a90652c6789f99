"""A made-up council and a case of the officer's, with the whole application's pages."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask.testing import FlaskClient

from housing.config import Settings
from housing.presentations.services import start_presentation
from tests.housing.application import create_app
from tests.housing.households.factories import NOW, Town, town
from tests.housing.signing_in import sign_in_as


@pytest.fixture
def browser(haven: Settings) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return create_app(haven).test_client()


@pytest.fixture
def people(browser: FlaskClient) -> Town:
    """A made-up council; the browser is there already, since it binds the database."""
    return town()


@pytest.fixture
def client(browser: FlaskClient, people: Town) -> FlaskClient:
    """The browser of the officer."""
    sign_in_as(browser, people.officer)
    return browser


@pytest.fixture
def household(people: Town) -> UUID:
    """A household of the officer's team."""
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id
