"""What surrounds every page: who is signed in, where they may go, the way out, the assets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from flask import Flask, current_app, g, url_for

from housing.web.navigation import Link, NextStep, Waiting

# The endpoints that the layout needs; the people slice serves them.
HOME, HIDE, SIGN_OUT, STAY = "people.home", "people.hide", "people.sign_out", "people.stay"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One request's answer to "what is around the page": the account is None for nobody.

    `waiting`: what waits for the person, and `doing`: what to do next on their own cases; on the home page alone.
    """

    account: Link | None = None
    navigation: Sequence[Link] = field(default_factory=tuple)
    footer: Sequence[Link] = field(default_factory=tuple)
    waiting: Sequence[Waiting] = field(default_factory=tuple)
    doing: Sequence[NextStep] = field(default_factory=tuple)


class Chrome:
    """What `layout.html` reads, as `chrome`. The surroundings are worked out when the layout asks, and once."""

    def __init__(self, app: Flask, around: Callable[[], Surroundings]) -> None:
        self._around = around
        self.service = str(app.config["SERVICE_NAME"])
        self.made_up = bool(app.config["MADE_UP"])
        self.idle_minutes = int(app.config["IDLE_MINUTES"])

    @cached_property
    def around(self) -> Surroundings:
        """Who is signed in and where they may go; nobody and nowhere on a page about a failure of ours."""
        return Surroundings() if g.get("bare_page") else self._around()

    @property
    def home(self) -> str:
        """The first page."""
        return url_for(HOME)

    @property
    def hide(self) -> str:
        """Where "Hide this page" posts to."""
        return url_for(HIDE)

    @property
    def neutral(self) -> str:
        """The page that takes this one's place."""
        return url_for("neutral.page")

    @property
    def sign_out(self) -> str:
        """Where "Sign out" posts to."""
        return url_for(SIGN_OUT)

    @property
    def stay(self) -> str:
        """Where "Stay signed in" posts to."""
        return url_for(STAY)


def bare_page() -> None:
    """Leave the surroundings out of this request's page: working them out may be what failed."""
    g.bare_page = True


def asset(filename: str) -> str:
    """The address of a static file with the mark of its content, so that a browser may keep it for good."""
    return url_for("static", filename=filename, v=_mark(current_app, filename))


def _mark(app: Flask, filename: str) -> str:
    marks: dict[str, str] = app.extensions["haven-asset-marks"]
    if filename not in marks:
        file = Path(app.static_folder or "") / filename
        marks[filename] = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else "none"
    return marks[filename]


def init_app(app: Flask, around: Callable[[], Surroundings]) -> None:
    """Give every template `chrome` and `asset`."""
    app.extensions["haven-asset-marks"] = {}
    app.jinja_env.globals["asset"] = asset
    app.config.setdefault("SERVICE_NAME", "Haven")
    app.config.setdefault("MADE_UP", False)
    app.config.setdefault("IDLE_MINUTES", 15)

    @app.context_processor
    def surround() -> dict[str, Chrome]:
        return {"chrome": Chrome(app, around)}
