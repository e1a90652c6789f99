"""The look and the guard rails of every page: templates, headers, error pages, surroundings, filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from housing.access import public
from housing.web import chrome, drafts, errors, filters, headers, neutral, templating
from housing.web.chrome import Surroundings
from housing.web.lists import Column, Paging
from housing.web.navigation import Link, Place, Waiting, navigation

__all__ = ["Column", "Link", "Paging", "Place", "Surroundings", "Waiting", "init_app", "navigation"]


def init_app(
    app: Flask,
    around: Callable[[], Surroundings],
    *,
    sign_in: Callable[[], Any] | None = None,
    proxies: int = 0,
) -> None:
    """Put all of it on the application. Call it first, before anything touches `app.jinja_env`.

    Args:
        around: for the request at hand, who is signed in and where they may go.
        sign_in: what answers a form from nobody, as for `housing.access.guard`; it calls `drafts.keep`.
        proxies: how many proxies of ours stand before the application; only their word on address, scheme and host
            is taken (ASVS 4.1.3).
    """
    if proxies:
        # Flask names this attribute as the place for middleware; its type says method
        vars(app)["wsgi_app"] = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
    templating.init_app(app)
    headers.init_app(app)
    filters.init_app(app)
    app.jinja_env.globals["column"] = Column
    # without housing.unfinished no form offers to be left
    app.jinja_env.globals.update(leaving=lambda _form, _method: None, now_leaving=lambda: None)
    errors.init_app(app)
    drafts.init_app(app, sign_in)
    chrome.init_app(app, around)
    neutral.init_app(app)
    if "static" in app.view_functions:
        public(app.view_functions["static"])
