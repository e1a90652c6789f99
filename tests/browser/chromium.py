"""A real browser for the tests: the machine's own, else Debian's when we are root, else Playwright's.

`python -m tests.browser.chromium` makes sure that there is one; `./run test` calls it. Without one the tests fail
and say what to install: they are never skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from tests.browser.driver import NoDriver, choose_node

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-liberation", "libatomic1")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


class NoBrowser(RuntimeError):
    """There is no browser. The message says what to install."""

    def __init__(self) -> None:
        super().__init__(
            "The tests need Chromium: as root, apt-get install chromium; or install Chrome; or .venv/bin/playwright "
            "install chromium; or let HAVEN_CHROMIUM name one."
        )


def find_chromium(names: Sequence[str] = INSTALLED) -> Path:
    """The browser's program.

    Raises:
        NoBrowser: none is installed.
    """
    named = os.environ.get("HAVEN_CHROMIUM")
    candidates = [named] if named else [*names]
    for candidate in candidates:
        if found := shutil.which(candidate):
            return Path(found)
    for found_path in [] if named else [*_playwright_s_own()]:
        if os.access(found_path, os.X_OK):
            return found_path
    raise NoBrowser


def switches() -> list[str]:
    """What the browser is started with: silent on the network, and without its sandbox as root, who cannot have it."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def install() -> None:
    """Install one: by apt as root, else Playwright's own. Whether it worked, `find_chromium` tells."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        click.echo("Haven: installing Chromium for the tests: this once ...")
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _attempt(["apt-get", "-qq", "update"], quietly)
        _attempt(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *PACKAGES], quietly)
    if not shutil.which(INSTALLED[0]):
        click.echo("Haven: asking Playwright for its Chromium ...")
        _attempt([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def look() -> None:
    """Find the browser and what speaks to it.

    Raises:
        NoBrowser, NoDriver: one of them is missing.
    """
    find_chromium()
    choose_node()


def main() -> int:
    """0 when there is a browser now, and something to speak to it."""
    try:
        look()
    except (NoBrowser, NoDriver):
        install()
    try:
        look()
    except (NoBrowser, NoDriver) as error:
        click.echo(f"Haven: {error}", err=True)
        return 1
    return 0


def _playwright_s_own() -> list[Path]:
    store = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return sorted(store.glob("chromium-*/chrome-linux*/chrome"), reverse=True)


def _attempt(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
