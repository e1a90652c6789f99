"""What the walks through these pages share."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from housing import clock
from housing.access import Actor
from tests.housing.signing_in import sign_in_as


def signed_in(app: Flask, actor: Actor) -> FlaskClient:
    """A browser in which somebody is signed in."""
    browser = app.test_client()
    sign_in_as(browser, actor)
    return browser


def day(name: str, ago: int = 0) -> dict[str, str]:
    """The three inputs of a date, so many days ago."""
    on = clock.today() - timedelta(days=ago)
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def link(page: str, ending: str) -> str:
    """The first address on a page that ends like that."""
    found = re.search(rf'href="([^"]*{ending})"', page)
    assert found, ending
    return found[1]
