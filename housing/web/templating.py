"""Where templates are found, and how strict they are."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

OUR_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


# A name that is not there may be asked about ({% if form %}), never shown, compared or gone through.
Careful = type("Careful", (StrictUndefined,), {"__slots__": (), "__bool__": lambda _: False})


def init_app(app: Flask) -> None:
    """Our templates, then GOV.UK Frontend's under its own name. A misspelt variable is an error, never a blank.

    Call it before anything touches `app.jinja_env`.
    """
    app.jinja_options = {
        **app.jinja_options,
        "undefined": Careful,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "loader": ChoiceLoader(
            [
                FileSystemLoader(OUR_TEMPLATES),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
    }
