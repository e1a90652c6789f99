"""The administrator's pages."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from housing import clock, db
from housing.access import ROLE_TITLES, current_actor, requires
from housing.forms import Option
from housing.people import sessions
from housing.people.accounts import queries, roles, services
from housing.people.accounts.forms import AccountForm, RoleForm
from housing.people.blueprint import blueprint
from housing.refusals import Refused
from housing.web import Paging

Form = TypeVar("Form", RoleForm, AccountForm)
TITLES = {role.value: title for role, title in ROLE_TITLES.items()}


@blueprint.get("/accounts")
@requires("account.manage")
def accounts() -> str:
    """Everybody who works, or worked, for the administrator's council."""
    actor = current_actor()
    with db.reading() as session:
        paging = Paging.of(queries.count(session, actor), request.args.get("page"))
        found = queries.page(session, actor, offset=paging.offset, size=paging.size)
    return render_template(
        "people/accounts.html",
        accounts=found,
        paging=paging,
        page_href=lambda number: url_for("people.accounts", page=number),
        today=clock.today(),
        titles=TITLES,
    )


@blueprint.get("/accounts/new")
@requires("account.manage")
def new_account() -> str:
    """The questions for a new account."""
    return render_template("people/new_account.html", form=_offered(AccountForm()))


@blueprint.post("/accounts/new")
@requires("account.manage")
def open_account() -> Response:
    """Open an account, and show the link for its password this one time."""
    form = _offered(AccountForm())
    if form.validate_on_submit():
        try:
            made = services.invite(
                email=form.email.data or "",
                name=form.name.data or "",
                organisation_id=form.organisation.data,
                role=form.role.data,
                by=current_actor(),
                now=clock.now(),
            )
        except Refused as error:
            form.blame(error)
        else:
            return _link_page(made.account.id, made.token)
    return make_response(render_template("people/new_account.html", form=form))


@blueprint.get("/accounts/<uuid:account_id>")
@requires("account.manage")
def account(account_id: UUID) -> str:
    """One account: its roles, its sessions, and what can be done."""
    return _account_page(account_id, RoleForm())


@blueprint.post("/accounts/<uuid:account_id>/roles")
@requires("account.manage")
def give_role(account_id: UUID) -> Response:
    """Give a role."""
    form = _offered(RoleForm())
    if form.validate_on_submit():
        try:
            roles.give_role(
                account_id=account_id,
                organisation_id=form.organisation.data,
                role=form.role.data,
                by=current_actor(),
                now=clock.now(),
            )
        except Refused as error:
            form.blame(error)
        else:
            return _done(account_id, "The role has been given. It counts from now on.")
    return make_response(_account_page(account_id, form))


@blueprint.post("/accounts/<uuid:account_id>/roles/<uuid:membership_id>/end")
@requires("account.manage")
def end_role(account_id: UUID, membership_id: UUID) -> Response:
    """End a role."""
    try:
        roles.end_role(account_id=account_id, membership_id=membership_id, by=current_actor(), now=clock.now())
    except Refused as error:
        return _refused(account_id, error)
    return _done(account_id, "The role has ended.")


@blueprint.post("/accounts/<uuid:account_id>/link")
@requires("account.manage")
def make_link(account_id: UUID) -> Response:
    """Make a new link for a password, and show it this one time."""
    try:
        token = services.make_link(account_id=account_id, by=current_actor(), now=clock.now())
    except Refused as error:
        return _refused(account_id, error)
    return _link_page(account_id, token)


@blueprint.post("/accounts/<uuid:account_id>/sessions/end")
@requires("account.manage")
def end_sessions(account_id: UUID) -> Response:
    """Sign somebody out everywhere."""
    services.end_sessions(account_id=account_id, by=current_actor(), now=clock.now())
    return _done(account_id, "They have been signed out everywhere.")


@blueprint.get("/accounts/<uuid:account_id>/close")
@requires("account.manage")
def ask_to_close(account_id: UUID) -> str:
    """Ask before closing an account."""
    with db.reading() as session:
        found = queries.one(session, current_actor(), account_id)
    return render_template("people/close_account.html", account=found)


@blueprint.post("/accounts/<uuid:account_id>/close")
@requires("account.manage")
def close_account(account_id: UUID) -> Response:
    """Close an account."""
    try:
        services.close_account(account_id=account_id, by=current_actor(), now=clock.now())
    except Refused as error:
        return _refused(account_id, error)
    return _done(account_id, "The account has been closed.")


def _offered(form: Form) -> Form:
    with db.reading() as session:
        found = queries.organisations(session, current_actor())
    form.organisation.options = Option.each((each.id, each.name) for each in found)
    return form


def _account_page(account_id: UUID, form: RoleForm) -> str:
    now, lifetime = clock.now(), sessions.lifetime_of(current_app)
    with db.reading() as session:
        found = queries.one(session, current_actor(), account_id)
        running = [row for row in queries.sessions_of(session, account_id) if not lifetime.is_over(row, now)]
    return render_template(
        "people/account.html",
        account=found,
        held=[each for each in found.memberships if each.until_on is None or each.until_on > clock.today()],
        sessions=running,
        titles=TITLES,
        is_own=found.id == current_actor().account_id,
        form=_offered(form),
    )


def _link_page(account_id: UUID, token: str) -> Response:
    link = url_for("people.choose_password", token=token, _external=True)
    return make_response(render_template("people/password_link.html", link=link, account_id=account_id))


def _done(account_id: UUID, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for("people.account", account_id=account_id), code=303)


def _refused(account_id: UUID, error: Refused) -> Response:
    flash(str(error), "important")
    return redirect(url_for("people.account", account_id=account_id), code=303)
