"""The look and the guard rails of every page: templates, headers, error pages, surroundings, filters."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from housing.access import public
from housing.web import chrome, errors, filters, headers, neutral, templating
from housing.web.chrome import Surroundings
from housing.web.lists import Column, Paging
from housing.web.navigation import Link, Place, navigation

__all__ = ["Column", "Link", "Paging", "Place", "Surroundings", "init_app", "navigation"]


def init_app(app: Flask, around: Callable[[], Surroundings]) -> None:
    """Put all of it on the application. Call it first, before anything touches `app.jinja_env`.

    `around` says, for the request at hand, who is signed in and where they may go.
    """
    templating.init_app(app)
    headers.init_app(app)
    filters.init_app(app)
    app.jinja_env.globals["column"] = Column
    errors.init_app(app)
    chrome.init_app(app, around)
    neutral.init_app(app)
    if "static" in app.view_functions:
        public(app.view_functions["static"])
