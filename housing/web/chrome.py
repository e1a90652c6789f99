"""What surrounds every page: who is signed in, where they may go, the way out, the assets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, current_app, url_for

from housing.web.navigation import Link

# The endpoints that the layout needs; another slice serves them.
HIDE, SIGN_OUT, STAY = "people.hide", "people.sign_out", "people.stay"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One request's answer to "what is around the page": the account is None for nobody."""

    account: Link | None = None
    navigation: Sequence[Link] = field(default_factory=tuple)
    footer: Sequence[Link] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Chrome:
    """What `layout.html` reads, as `chrome`."""

    service: str
    home: str
    made_up: bool
    idle_minutes: int
    hide: str
    neutral: str
    sign_out: str
    stay: str
    around: Surroundings


def asset(filename: str) -> str:
    """The address of a static file with the mark of its content, so that a browser may keep it for good."""
    return url_for("static", filename=filename, v=_mark(current_app, filename))


def _mark(app: Flask, filename: str) -> str:
    marks: dict[str, str] = app.extensions.setdefault("haven-asset-marks", {})
    if filename not in marks:
        file = Path(app.static_folder or "") / filename
        marks[filename] = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else "none"
    return marks[filename]


def init_app(app: Flask, around: Callable[[], Surroundings]) -> None:
    """Give every template `chrome` and `asset`. `around` is asked once for each page shown."""
    app.jinja_env.globals["asset"] = asset
    app.config.setdefault("SERVICE_NAME", "Haven")
    app.config.setdefault("MADE_UP", False)
    app.config.setdefault("IDLE_MINUTES", 15)

    @app.context_processor
    def surround() -> dict[str, Chrome]:
        return {
            "chrome": Chrome(
                service=app.config["SERVICE_NAME"],
                home=url_for("home.index") if "home.index" in app.view_functions else "/",
                made_up=app.config["MADE_UP"],
                idle_minutes=app.config["IDLE_MINUTES"],
                hide=url_for(HIDE),
                neutral=url_for("neutral.page"),
                sign_out=url_for(SIGN_OUT),
                stay=url_for(STAY),
                around=around(),
            )
        }
