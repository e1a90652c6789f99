"""Answers that somebody left before they were saved, on their way back into the form.

Who keeps them and where they come from is `housing.unfinished`, which says so under LEFT in the application's
extensions; without it nothing comes back. What a page carries unseen (a version, a key) is always the new page's own,
and a question that was not on the page when it was left shows what is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from flask import current_app, g, has_request_context, request
from werkzeug.datastructures import MultiDict

LEFT = "left-answers"


class Left(MultiDict[str, str]):
    """Kept answers, read by a form as if they had just been sent, and not yet judged.

    `asked` names the questions that stood on the page: of those, no answer is an answer.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]] = (), asked: Iterable[str] = ()) -> None:
        super().__init__(list(pairs))
        self.asked = frozenset(asked)

    def speaks_of(self, name: str) -> bool:
        """Whether the question stood on the page when it was left."""
        return name in self.asked or any(key == name or key.startswith(f"{name}-") for key in self)


class Source(Protocol):
    """Where kept answers come from, for whoever is signed in and the page that is being opened."""

    def of_page(self) -> Left | None:
        """All that was left on the page."""

    def of_form(self, form: Any) -> Left | None:
        """What was left in this form of the page."""


def _source() -> Source | None:
    found: Source | None = current_app.extensions.get(LEFT) if has_request_context() else None
    return found


def left_for(form: Any) -> Left | None:
    """What whoever is signed in left in this form on the page that is being opened; None where there is nothing."""
    source = _source()
    return source.of_form(form) if source else None


def sent(name: str) -> str | None:
    """A value that decides the shape of a form (how many lines it has): as sent, or as it was left on this page."""
    if request.method == "POST":
        return request.form.get(name)
    source = _source()
    left = source.of_page() if source else None
    return left.get(name) if left else None


def taken(formdata: Any, name: str, kind: str) -> Any:
    """The form data for one question: None where answers come back that say nothing of it."""
    silent = isinstance(formdata, Left) and (kind == "hidden" or not formdata.speaks_of(name))
    return None if silent else formdata


def note_that_it_fits(form: Any) -> None:
    """Keep for this request that a form was in order, and which: what was left in it goes when it is saved."""
    if has_request_context() and form.can_be_left:
        g.form_that_fits = form.left_as


def form_that_fits() -> str | None:
    """The form that was in order in this request, if one was."""
    found: str | None = g.get("form_that_fits") if has_request_context() else None
    return found
