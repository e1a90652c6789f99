"""What the pages of forms need for leaving them: the button, the banner over what comes back, what goes once saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask, g, request, url_for
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import current_actor
from housing.forms.left import LEFT, Left, form_that_fits
from housing.unfinished import queries, services
from housing.unfinished.models import UnfinishedAnswers
from housing.unfinished.page import CASES, NEVER, CaseOf, being_asked_for, may_be_path, recorded

KEEP, THROW_AWAY, LIST = "unfinished.keep", "unfinished.throw_away", "unfinished.index"
PAGE, FORM, BY_ITSELF = "haven-page", "haven-form", "haven-by-itself"


@dataclass
class Leaving:
    """One form of the page being made, as it can be left.

    `kept` is what its person left there before and now sees again; `changed` whether the record has changed since;
    `silent` names the questions that are never kept; `unsaved` whether it was sent and came back. `offered` turns True
    where the button has been shown.
    """

    form: str
    page: str
    kept: UnfinishedAnswers | None
    changed: bool
    silent: list[str]
    unsaved: bool
    offered: bool = False

    @property
    def keep(self) -> str:
        """Where it is sent to be kept."""
        return url_for(KEEP)

    @property
    def throw_away(self) -> str:
        """Where what was kept is thrown away."""
        return url_for(THROW_AWAY, answers_id=self.kept.id) if self.kept else ""

    def offer(self) -> str:
        """Where the button sends to; from now on it has been shown."""
        self.offered = True
        return self.keep


class OwnAnswers:
    """What whoever is signed in left on the page that is being opened, read once a request."""

    def of_page(self) -> Left | None:
        """All that was left on the page."""
        row = _row()
        return row.left if row else None

    def of_form(self, form: Any) -> Left | None:
        """What was left in this form of the page."""
        row = _row()
        if row is None or row.form != form.left_as:
            return None
        g.comes_back = form
        return row.left


def leaving(form: Any, method: str) -> Leaving | None:
    """For the macro that begins a form: how it can be left; None for a form whose answers are not kept."""
    g.leaving = None
    if method != "post" or not form.can_be_left:
        return None
    if being_asked_for():
        g.forms_shown[form.left_as] = form
    if current_actor().account_id is not None:
        kept = _row() if g.get("comes_back") is form else None
        changed = kept is not None and bool(kept.recorded) and kept.recorded != recorded(form)
        silent = [field.text for field in form if NEVER.search(field.name) and hasattr(field, "text")]
        again = request.method == "POST"
        g.leaving = Leaving(form.left_as, page_of_request(), kept, changed, silent, unsaved=again)
    return now_leaving()


def now_leaving() -> Leaving | None:
    """For the macros inside a form: how the form can be left."""
    found: Leaving | None = g.get("leaving")
    return found


def page_of_request() -> str:
    """The address of the page that a form stands on: its own, also where it was sent elsewhere and came back."""
    named = request.form.get(PAGE, "") if request.method == "POST" else ""
    return named if named and may_be_path(named) else request.full_path.rstrip("?")


def left_of_case(household_id: UUID) -> list[UnfinishedAnswers]:
    """The pages of a case that whoever is signed in left unfinished, for a page of that case."""
    with db.reading() as session:
        return queries.of_household(session, current_actor(), household_id, clock.today())


def init_app(app: Flask, case_of: CaseOf) -> None:
    """Let every form that records something be left. `case_of` tells the case that a page's address is of."""
    app.extensions[LEFT] = OwnAnswers()
    app.extensions[CASES] = case_of
    app.jinja_env.globals.update(leaving=leaving, now_leaving=now_leaving)

    @app.before_request
    def go_with_the_save() -> None:
        account, page = current_actor().account_id, page_of_request()
        if request.method != "POST" or account is None or not may_be_path(page):
            return

        def forget(session: Session) -> None:
            form = form_that_fits()
            if form is not None:
                services.saved(session, account, page, form)

        db.done_with_it(forget)

    @app.teardown_request
    def no_more(_: BaseException | None) -> None:
        db.done_with_it(None)


def _row() -> UnfinishedAnswers | None:
    if "left_here" not in g:
        g.left_here = _found()
    row: UnfinishedAnswers | None = g.left_here
    return row


def _found() -> UnfinishedAnswers | None:
    actor = current_actor()
    if request.method not in ("GET", "HEAD") or actor.account_id is None or being_asked_for():
        return None
    with db.reading() as session:
        return queries.on_page(session, actor, request.full_path.rstrip("?"), clock.today())
