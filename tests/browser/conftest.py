"""A real browser, and Haven served to it with the made-up Rotherham."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from housing.postgres import Server
from tests import database
from tests.browser.checks import Titles
from tests.browser.chromium import find_chromium, switches
from tests.browser.driver import choose_node
from tests.browser.installation import environment, seed
from tests.browser.live import LiveServer
from tests.browser.visitor import PHONE, window

PATIENCE = 30_000  # milliseconds for what is expected to appear: a busy machine is slow, not wrong
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the browser is a browser test, and so is all in this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, with its back and forward cache, which Playwright would switch off and people have."""
    choose_node()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=switches(),
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def titles() -> Titles:
    """The titles of all pages met."""
    return Titles()


@pytest.fixture(scope="session")
def seeded(server: Server) -> str:
    """The name of a database with the made-up Rotherham, to copy from."""
    return database.pattern(server, "seeded", seed)


@pytest.fixture(scope="session")
def served(server: Server, seeded: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Haven on the database `served_<worker>`, which each test gets anew."""
    name = f"served_{os.getpid()}"
    server.create_database(name, template=seeded)
    log = tmp_path_factory.mktemp("served") / "server.log"
    live = LiveServer("housing.wsgi:app", environment(server.url(name)), log)
    live.wait()
    yield live
    live.stop()
    server.drop_database(name)


@pytest.fixture
def live_server(served: LiveServer, server: Server, seeded: str) -> str:
    """The address of Haven with the made-up Rotherham as it was at the start."""
    name = f"served_{os.getpid()}"
    server.drop_database(name)
    server.create_database(name, template=seeded)
    return served.address


@pytest.fixture
def page(browser: Browser, live_server: str) -> Iterator[Page]:
    """A window as wide as a desk's screen."""
    with window(browser, live_server) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, live_server: str) -> Iterator[Page]:
    """A window as wide as a phone."""
    with window(browser, live_server, width=PHONE) as page:
        yield page


@pytest.fixture
def scriptless(browser: Browser, live_server: str) -> Iterator[Page]:
    """A window without JavaScript."""
    with window(browser, live_server, scripts=False) as page:
        yield page
