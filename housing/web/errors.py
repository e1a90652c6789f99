"""Pages for when something goes wrong: plain, with a reference, with nothing else in them.

One template a code. The page for 404 takes nothing from the request, so that "not there" and "not yours" are the
same bytes; the reference of a 500 goes into the log, which holds the rest.
"""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, make_response, render_template
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from housing.access import Forbidden, NotFound
from housing.web.chrome import bare_page

SHOWN = (400, 403, 404, 405, 409, 413, 429, 500, 503)
# Without 0, O, 1, I, L and U: it is read out over the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_KEPT = ("Allow", "Retry-After")
IN_EACH_OTHER_S_WAY = (DeadlockDetected, LockNotAvailable, SerializationFailure)
MEANWHILE = "Somebody else was saving something of this at the same moment"
log = logging.getLogger("haven.errors")


def reference() -> str:
    """A short reference that a person can read out, "7F3K-9Q2M"."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def page_for(code: int, *, sentence: str = "", ref: str = "") -> Response:
    """The error page for a code; codes without a page of their own are shown as 400 or 500.

    `sentence` is one that we wrote for people ("Somebody else took this place at 9:30am"), never an exception's text.
    """
    if code >= 500:
        bare_page()
    shown = code if code in SHOWN else 500 if code >= 500 else 400
    page = render_template(f"errors/{shown}.html", sentence=sentence, reference=ref)
    return make_response(page, code)


def _http(error: HTTPException) -> Response:
    """Any HTTP error, by its code alone; a redirect or a prepared answer passes as it is."""
    if error.response is not None or error.code is None or error.code < 400:
        return make_response(error.get_response())
    response = page_for(error.code)
    for name, value in error.get_headers():
        if name in _KEPT:
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    """Log the kind of error with its reference, never its text: the text may hold an address (threat T4)."""
    ref = reference()
    frames = error.__traceback__
    while frames is not None and frames.tb_next is not None:
        frames = frames.tb_next
    where = f"{frames.tb_frame.f_code.co_filename}:{frames.tb_lineno}" if frames else "unknown"
    log.error("unexpected error reference=%s kind=%s where=%s", ref, type(error).__name__, where)
    try:
        return page_for(500, ref=ref)
    except Exception as second:
        log.error("the error page failed too reference=%s kind=%s", ref, type(second).__name__)
        return make_response(
            f"Something went wrong. Reference: {ref}", 500, {"Content-Type": "text/plain; charset=utf-8"}
        )


def _of_the_database(error: OperationalError) -> Response:
    """Two people in each other's way for too long is no fault of theirs: nothing was saved, and trying again helps."""
    if not isinstance(error.orig, IN_EACH_OTHER_S_WAY):
        return _unexpected(error)
    log.warning("two in each other's way kind=%s", type(error.orig).__name__)
    return page_for(409, sentence=MEANWHILE)


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFound, lambda _: page_for(404))
    app.register_error_handler(Forbidden, lambda _: page_for(403))
    app.register_error_handler(OperationalError, _of_the_database)
    app.register_error_handler(Exception, _unexpected)
