"""The audit trail's pages. Reading it is itself a line of the trail."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from housing import audit, clock, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.people.accounts.queries import open_accounts
from housing.people.blueprint import blueprint
from housing.people.conflicts.queries import household_of, reference_of
from housing.people.trail import queries
from housing.people.trail.forms import TrailForm
from housing.people.trail.queries import READ, Wanted, in_words
from housing.web import Paging

PAGE = 50
ACTION = re.compile(r"[a-z_.]{1,60}")


@blueprint.get("/audit")
@requires("audit.read")
def audit_trail() -> Response:
    """The trail, newest first."""
    wanted = Wanted(person=_id("person"), household=_id("household"), action=_action(), day=_day())
    subject = ("household", wanted.household) if wanted.household else ("account", wanted.person or "everybody")
    audit.record_reading(current_actor(), "audit.read", subject, now=clock.now())
    with db.reading() as session:
        return _page(session, wanted)


@blueprint.post("/audit")
@requires("audit.read")
def filter_trail() -> Response:
    """Turn what was asked into an address of ids, codes and a date."""
    form = TrailForm(today=clock.today())
    with db.reading() as session:
        _offer(form, session)
        if form.validate_on_submit():
            found = _household(form, session)
            if not form.faults:
                asked = Wanted(form.person.data, found, form.action.data, form.day.data)
                return redirect(url_for("people.audit_trail", **_address(asked)), code=303)
        return _page(session, Wanted(), form)


@blueprint.get("/audit/chain")
@requires("audit.read")
def audit_chain() -> str:
    """Whether anybody has tampered with the trail."""
    audit.record_reading(current_actor(), "audit.checked", ("audit_entry", "all"), now=clock.now())
    with db.reading() as session:
        broken = audit.verify(session)
        length, digest = queries.chain(session)
    return render_template("people/audit_chain.html", broken=broken, length=length, digest=digest)


def _page(session: Session, wanted: Wanted, form: TrailForm | None = None) -> Response:
    actor = current_actor()
    paging = Paging.of(queries.count(session, actor, wanted), request.args.get("page"), PAGE)
    page = render_template(
        "people/audit_trail.html",
        form=form or _form(session, wanted),
        lines=queries.lines(session, actor, wanted, offset=paging.offset, size=paging.size),
        paging=paging,
        filtered=wanted != Wanted(),
        page_href=lambda number: url_for("people.audit_trail", **_address(wanted), page=number),
    )
    return make_response(page)


def _form(session: Session, wanted: Wanted) -> TrailForm:
    """The questions, with what is shown now as their answers."""
    reference = reference_of(session, wanted.household) if wanted.household else None
    answers = {"person": wanted.person, "reference": reference, "action": wanted.action, "day": wanted.day}
    form = TrailForm(formdata=None, data=answers, today=clock.today())
    _offer(form, session)
    return form


def _offer(form: TrailForm, session: Session) -> None:
    people = open_accounts(session, current_actor(), READ)
    form.person.options = Option.each((each.id, f"{each.name}, {each.email}") for each in people)
    form.action.options = Option.each((action, in_words(action)) for action in queries.actions(session))


def _household(form: TrailForm, session: Session) -> UUID | None:
    """The household asked about; the form is at fault where there is none of that reference."""
    if form.reference.data is None:
        return None
    found = household_of(session, form.reference.data, current_actor().extent(READ).authorities)
    if found is None:
        form.blame_question("reference", "Enter the reference of a household, like H-7K3M9Q")
    return found


def _address(wanted: Wanted) -> dict[str, Any]:
    """What is asked for, as it travels in the address."""
    asked = {"person": wanted.person, "household": wanted.household, "action": wanted.action, "day": wanted.day}
    return {name: str(value) for name, value in asked.items() if value}


def _id(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def _action() -> str | None:
    asked = request.args.get("action", "")
    return asked if ACTION.fullmatch(asked) else None


def _day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
