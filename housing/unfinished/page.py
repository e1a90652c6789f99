"""The page that answers are left on, asked for once more as whoever is signed in: is it there for them, and what does
it ask?

It is the page itself that is asked, through the same doors as from a browser: sign-in, permission, reach. So keeping
can say no more, and no less, than the page would.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from flask import Response, current_app, g, has_request_context, request

from housing.sealing import ring
from housing.unfinished.models import LONGEST_PATH, LeftPage

CASES = "unfinished-cases"  # in the application's extensions: the case that a page's address is of
CaseOf = Callable[[dict[str, Any]], UUID | None]
# Forms with a password or a one-time code are not kept at all; of the others, no token and not her code word.
NEVER = re.compile(r"^haven-|(^|_)(csrf_token|whose|draft|password|passphrase|secret|code_word|otp|pin)($|_)")
_PATH = re.compile(r"/[A-Za-z0-9._~/-]*(\?[A-Za-z0-9._~=&%+-]*)?", re.ASCII)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_OF_THE_REQUEST = ("werkzeug.", "flask.", "CONTENT_", "HTTP_CONTENT_", "HTTP_TRANSFER_", "HTTP_X_CSRF")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page answered: its status, and the page as it can be left, None where that form is not on it."""

    status: int
    page: LeftPage | None


def may_be_path(path: str) -> bool:
    """Whether a text may be the address of a page of ours: short, plain, and of this site."""
    return len(path) <= LONGEST_PATH and not path.startswith("//") and _PATH.fullmatch(path) is not None


def ask_for(path: str, form: str = "") -> Asked:
    """Ask for the page of an address as whoever is signed in, and look for a form on it.

    Nothing is sent with it and nothing is saved by it: pages that are only asked for change nothing (law 2).
    """
    if not may_be_path(path):
        return Asked(404, None)
    with current_app.app_context(), current_app.request_context(_environment(path)):
        g.forms_shown = {}
        response = _answer()
        title = _title(response)
        response.close()
        found = g.forms_shown.get(form)
        if response.status_code != 200 or found is None:
            return Asked(response.status_code, None)
        case_of: CaseOf = current_app.extensions[CASES]
        page = LeftPage(
            path=path,
            title=title,
            form=form,
            asked=tuple(field.name for field in found if not NEVER.search(field.name)),
            recorded=recorded(found),
            household_id=case_of(request.view_args or {}),
        )
    return Asked(200, page)


def being_asked_for() -> bool:
    """Whether this request is one of `ask_for`: the page is to show what is recorded, not what was left."""
    return has_request_context() and "forms_shown" in g


def recorded(form: Any) -> str:
    """A keyed digest of what the record says on a page, to know later whether it has changed."""
    return ring().digest_of(json.dumps(form.as_recorded).encode())


def _answer() -> Response:
    """The page's answer, which goes nowhere: nothing is noted of it in the session, no message counts as read."""
    try:
        answer = current_app.preprocess_request()
        if answer is None:
            answer = current_app.dispatch_request()
    except Exception as error:
        answer = current_app.handle_user_exception(error)
    return current_app.make_response(answer)


def _environment(path: str) -> dict[str, Any]:
    carried = {name: value for name, value in request.environ.items() if not name.startswith(_OF_THE_REQUEST)}
    place, _, query = path.partition("?")
    return {
        **carried,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(place),
        "QUERY_STRING": query,
        "wsgi.input": io.BytesIO(),
    }


def _title(response: Response) -> str:
    found = _TITLE.search(response.get_data(as_text=True)) if response.mimetype == "text/html" else None
    return html.unescape(found[1]).rpartition(" - ")[0].strip() if found else ""
