"""Where to go after signing in: only ever to a page of Haven."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

LONGEST = 500
HOME = "people.home"


def onward(wanted: str | None) -> str:
    """The page that was asked for, where it is one of ours that can be shown; else the home page (ASVS 3.7.2)."""
    return wanted if wanted and is_ours(wanted) else url_for(HOME)


def is_ours(wanted: str) -> bool:
    """Whether it is a path on this host that leads to a page."""
    if len(wanted) > LONGEST or not wanted.isprintable() or "\\" in wanted or not wanted.startswith("/"):
        return False
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or wanted.startswith("//"):
        return False
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return False
    try:
        endpoint, _ = adapter.match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return bool(endpoint != "static")
