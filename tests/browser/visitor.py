"""A window of the browser that notices what a person would not: other hosts, broken scripts, refused content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.browser.checks import Unfit

DESK, PHONE = 1280, 375
HARMLESS = "Failed to load resource"  # an answer of 4xx is what some tests are about


class Watch:
    """What went wrong in a window, beside what the test looks at."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on("request", self._note_request)
        page.on("pageerror", lambda error: self.faults.append(f"a script failed: {error}"))
        page.on("console", self._note_console)

    def _note_request(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme not in ("data", "blob", "about") and where.hostname != "127.0.0.1":
            self.faults.append(f"another host was asked: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(HARMLESS):
            self.faults.append(f"the console says: {message.text}")


@contextmanager
def window(browser: Browser, address: str | None, *, width: int = DESK, scripts: bool = True) -> Iterator[Page]:
    """A fresh window, with no cookies, closed afterwards; raises `Unfit` for what its watch noticed."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    page = context.new_page()
    watch = Watch(page)
    try:
        yield page
        if watch.faults:
            raise Unfit(page, watch.faults)
    finally:
        context.close()
