"""The application for the tests of pages, made once a process: making it costs more than most of the tests.

    @pytest.fixture
    def client(haven: Settings) -> FlaskClient:
        return create_app(haven).test_client()

Whoever asks again finds its configuration and extensions as they were made, on the database of the new settings.
A test that adds addresses to the whole application makes its own by `housing.app.create_app`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask

from housing import app, db, sealing
from housing.config import Settings


@dataclass(frozen=True)
class _Made:
    app: Flask
    config: dict[str, Any]
    extensions: dict[str, Any]


_ALL: dict[Hashable, _Made] = {}


def create_app(settings: Settings) -> Flask:
    """The whole of Haven on the settings' database."""
    return once("whole", settings, app.create_app)


def once(which: Hashable, settings: Settings, make: Callable[[Settings], Flask]) -> Flask:
    """The application `which`: the one of before where only the database, its keys or the folder differ."""
    key = (which, repr(replace(settings, database_url="", var=Path(), field_keys={})))
    if key not in _ALL:
        made = make(settings)
        _ALL[key] = _Made(made, dict(made.config), dict(made.extensions))
        return made
    found = _ALL[key]
    for now, then in ((found.app.config, found.config), (found.app.extensions, found.extensions)):
        now.clear()
        now.update(then)
    found.app.config["HAVEN"] = settings
    sealing.use_keys(settings.keys)
    db.bind(settings.database_url)
    return found.app
