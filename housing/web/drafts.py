"""What was typed survives the end of a session.

A form that arrives after its session has ended is not acted upon. Its answers are sealed to the account that was
typing, carried by the sign-in page, and given back to that account alone, to be looked at and sent again. Nothing is
stored, and nobody else at that desk can read or send them. Files, passwords and codes are not kept.

A form whose token has gone stale while its writer is still signed in comes back in the same way, but only where the
browser says that it came from our own page: from anywhere else it may be a forgery (ASVS 3.5.1).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.exceptions import InvalidTag
from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError

from housing.access import PUBLIC, current_actor, permission_of
from housing.sealing import ring
from housing.web.errors import page_for

KEPT_FOR = timedelta(hours=12)
_NOT_KEPT = re.compile(r"(^|_)(csrf_token|whose|draft|password|passphrase|secret|code|otp|pin)($|_)")
_MOST_FIELDS, _MOST_CHARACTERS = 300, 100_000
OURS = "haven-"  # fields that say which page and form the answers are of; nobody typed them
Pairs = list[tuple[str, str]]


def whose() -> str:
    """A mark for forms, saying to Haven alone which account was shown them; "" for nobody."""
    account = current_actor().account_id
    return _wrap(str(account), "web.whose") if account else ""


def came_from_here() -> bool:
    """Whether the browser says that this request was sent by a page of ours."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source).netloc == request.host


def typed_fields(but: re.Pattern[str] = _NOT_KEPT) -> Pairs:
    """The answers of this request that are worth keeping, in their order; none where there are far too many.

    `but` finds the names of those that are never kept.
    """
    pairs = [(name, value) for name, value in request.form.items(multi=True) if not but.search(name)]
    too_much = len(pairs) > _MOST_FIELDS or sum(len(value) for _, value in pairs) > _MOST_CHARACTERS
    return [] if too_much else pairs


def keep(now: datetime) -> str:
    """Seal this request's answers to the account that typed them: for a hidden field `draft` of the sign-in pages.

    "" where there is nothing to keep, or no telling whose it is.
    """
    owner = _unwrap(request.form.get("whose", ""), "web.whose")
    pairs = typed_fields()
    if not owner or not pairs or not came_from_here():
        return ""
    kept = {"path": request.full_path.rstrip("?"), "at": now.timestamp(), "fields": pairs}
    return _wrap(json.dumps(kept), f"web.draft.{owner}")


def give_back(draft: str, account: UUID, now: datetime) -> Response | None:
    """The page that shows the answers again.

    None where there is no draft, it is another's, it was altered, or it is older than twelve hours.
    """
    opened = _unwrap(draft, f"web.draft.{account}")
    if opened is None:
        return None
    kept: dict[str, Any] = json.loads(opened)
    if not 0 <= now.timestamp() - kept["at"] <= KEPT_FOR.total_seconds():
        return None
    return _again(kept["path"], [(name, value) for name, value in kept["fields"]])


def _again(path: str, fields: Pairs) -> Response:
    shown = [
        {"key": name.replace("_", " ").replace("-", " ").capitalize(), "value": value}
        for name, value in fields
        if not name.startswith(OURS)
    ]
    return make_response(
        render_template("send_again.html", path=path, fields=fields, shown=[s for s in shown if s["value"]])
    )


def _wrap(plain: str, place: str) -> str:
    return base64.urlsafe_b64encode(ring().seal(plain, place)).decode()


def _unwrap(text: str, place: str) -> str | None:
    try:
        return ring().open(base64.urlsafe_b64decode(text.encode()), place)
    except (InvalidTag, binascii.Error, IndexError, KeyError, ValueError):
        return None


def init_app(app: Flask, sign_in: Callable[[], Any] | None) -> None:
    """Answer a form whose token is missing, stale or another session's; put `whose` into the templates.

    `sign_in` is what answers a form from nobody; it calls `keep`. Without it there is a plain error page. The account
    must be known (`g.actor`) before the token is checked: `sessions.init_app`, then `CSRFProtect`.
    """
    app.jinja_env.globals["whose"] = whose

    @app.errorhandler(CSRFError)
    def stale(_: CSRFError) -> Any:
        too_long = "The page had been open for too long"
        if permission_of(app.view_functions.get(request.endpoint or "")) == PUBLIC or not came_from_here():
            return page_for(400, sentence=too_long)
        if current_actor().account_id is None:
            return sign_in() if sign_in else page_for(400, sentence=too_long)
        fields = typed_fields()
        return _again(request.full_path.rstrip("?"), fields) if fields else page_for(400, sentence=too_long)
