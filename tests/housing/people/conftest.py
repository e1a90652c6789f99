"""The people slice by itself, as an application."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing.config import Settings
from tests.housing.one_slice import application


@pytest.fixture
def app(haven: Settings) -> Flask:
    """The application, on a database of its own."""
    return application(haven)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of sorts, signed in as nobody."""
    return app.test_client()
