"""What every test may ask for: a clean database, and settings for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from housing import db, sealing
from housing.config import Settings
from housing.postgres import Server
from tests import database
from tests.engines import keep_engines
from tests.network import stay_on_this_machine
from tests.ordering import longest_first

KEPT = (database.FOLDER, "HAVEN_CHROMIUM", "HAVEN_PG_BIN")
OWN_FOLDER = pytest.StashKey[Path]()
ON_MAKING = [HealthCheck.too_slow]

# The same examples every time, since a landing must not depend on luck; HYPOTHESIS_PROFILE=search looks further.
settings.register_profile("steady", deadline=None, derandomize=True, database=None, suppress_health_check=ON_MAKING)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=ON_MAKING)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_configure(config: pytest.Config) -> None:
    """Forget this machine's settings, stay on it, and open the folder that this run's workers share."""
    for name in [name for name in os.environ if name.startswith("HAVEN_") or name in ("DATABASE_URL", "PORT")]:
        if name not in KEPT:
            del os.environ[name]
    if not hasattr(config, "workerinput"):
        config.stash[OWN_FOLDER] = database.open_folder()
    stay_on_this_machine()
    keep_engines()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and leave nothing behind, however the tests ended."""
    if folder := config.stash.get(OWN_FOLDER, None):
        database.close_folder(folder)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs the database, so that `./run test fast` can leave it out; deal the long ones to the workers."""
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
    if workers := getattr(config, "workerinput", {}).get("workercount", 0):
        items[:] = longest_first(items, lambda item: item.nodeid, workers)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The PostgreSQL of this run."""
    started = database.server()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def migrated(server: Server) -> str:
    """The name of a database made by the migrations, to copy from."""
    return database.pattern(server, database.PATTERN, db.migrate)


@pytest.fixture
def database_url(server: Server, migrated: str) -> Iterator[str]:
    """A database of one's own, with the schema and the reference data and nothing else."""
    with database.copy(server, migrated) as url:
        yield url


@pytest.fixture
def haven(database_url: str, tmp_path: Path) -> Settings:
    """Settings for a test, on a database of its own."""
    return Settings(
        kind="test",
        database_url=database_url,
        secret_key="made-up secret of the tests, 32 characters",
        field_keys={1: b"made-up key of the tests, 32 byt"},
        var=tmp_path,
    )


@pytest.fixture
def engine(haven: Settings) -> Engine:
    """The database bound for services and queries, without the application."""
    sealing.use_keys(haven.keys)
    return db.bind(haven.database_url)
