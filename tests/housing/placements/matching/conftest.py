"""A made-up council on a database of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import public
from housing.config import Settings
from housing.households import routes as households
from housing.placements.matching.routes import blueprint as matching
from housing.placements.matching.snapshot import Snapshot, take
from housing.placements.rule_book.routes import blueprint as rules
from tests.housing.one_slice import application
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.placements.matching.mornings import Morning, arranged


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session for arranging; what it adds is there once `town.session.commit()` is called.

    It has a connection of its own, since the application binds the database anew.
    """
    own = create_engine(engine.url, poolclass=NullPool)
    with Session(own, expire_on_commit=False) as session:
        yield session
    own.dispose()


@pytest.fixture
def town(session: Session) -> Town:
    """The made-up council."""
    return Town(session)


@pytest.fixture
def snapshot(engine: Engine, town: Town) -> Callable[[], Snapshot]:
    """The council's snapshot as others see it, after what was arranged has been committed."""

    def fresh() -> Snapshot:
        town.session.commit()
        with db.reading() as reading:
            return take(reading, COUNCIL, now=NOW)

    return fresh


@pytest.fixture
def client(engine: Engine, haven: Settings) -> FlaskClient:
    """The pages of matching, with those they lead to."""
    app = application(haven, matching, rules, *households.BLUEPRINTS)
    if "households.page" not in app.view_functions:
        app.add_url_rule(
            "/households/<uuid:household_id>", endpoint="households.page", view_func=public(lambda **_: "")
        )
    return app.test_client()


@pytest.fixture
def this_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def morning(this_morning: None, town: Town, client: FlaskClient) -> Morning:
    """The arranged morning, with somebody of the homelessness team signed in."""
    return arranged(town, client)
