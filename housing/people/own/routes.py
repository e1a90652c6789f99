"""A person's own account: password, sessions, families they know."""

from __future__ import annotations

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from housing import clock, db
from housing.access import NotFound, current_actor, public, requires
from housing.people import sessions
from housing.people.accounts import links
from housing.people.blueprint import blueprint
from housing.people.conflicts.services import declare_own
from housing.people.own import queries, services
from housing.people.own.forms import ChangePasswordForm, ChoosePasswordForm, OwnConflictForm
from housing.refusals import Refused


@blueprint.get("/account")
@requires("account.own")
def own_account() -> str:
    """One's own account."""
    with db.reading() as session:
        own = queries.own_account(
            session,
            current_actor(),
            token=sessions.current().token,
            lifetime=sessions.lifetime_of(current_app),
            now=clock.now(),
            today=clock.today(),
        )
    return render_template("people/own_account.html", own=own)


@blueprint.get("/account/password")
@requires("account.own")
def change_password() -> str:
    """The questions for another password."""
    return render_template("people/change_password.html", form=ChangePasswordForm())


@blueprint.post("/account/password")
@requires("account.own")
def save_password() -> Response:
    """Change the password and go on under a new session token."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            services.change_password(
                current=form.current.data or "",
                new=form.new.data or "",
                token=sessions.current().token,
                network=request.remote_addr or "",
                by=current_actor(),
                now=clock.now(),
            )
        except Refused as error:
            form.blame(error)
        else:
            sessions.current().renew()
            flash("Your password has been changed. You have been signed out everywhere else.", "success")
            return redirect(url_for("people.own_account"), code=303)
    return make_response(render_template("people/change_password.html", form=form))


@blueprint.post("/account/sessions/end")
@requires("account.own")
def end_own_session() -> Response:
    """End one of one's own sessions."""
    mark = request.form.get("mark", "")
    try:
        services.end_session(mark=bytes.fromhex(mark), by=current_actor(), now=clock.now())
    except ValueError:
        raise NotFound("session") from None
    flash("That session has been ended.", "success")
    return redirect(url_for("people.own_account"), code=303)


@blueprint.get("/account/know-a-family")
@requires("account.own")
def know_a_family() -> str:
    """The questions about a family that this person knows."""
    return render_template("people/know_a_family.html", form=OwnConflictForm())


@blueprint.post("/account/know-a-family")
@requires("account.own")
def declare_own_conflict() -> Response:
    """Bar oneself from a family's case."""
    form = OwnConflictForm()
    if form.validate_on_submit():
        try:
            declare_own(
                reference=form.reference.data or "", reason=form.reason.data, by=current_actor(), now=clock.now()
            )
        except Refused as error:
            form.blame(error)
        else:
            flash("Thank you. If there is such a household, it is not there for you from now on.", "success")
            return redirect(url_for("people.own_account"), code=303)
    return make_response(render_template("people/know_a_family.html", form=form))


@blueprint.get("/choose-password/<token>")
@public
def choose_password(token: str) -> Response:
    """The page that a one-time link leads to; opening it does not use it up."""
    with db.reading() as session:
        works = links.account_of(session, token, now=clock.now()) is not None
    return _choosing(ChoosePasswordForm(), works=works)


@blueprint.post("/choose-password/<token>")
@public
def save_chosen_password(token: str) -> Response:
    """Choose the password; signing in comes next."""
    form = ChoosePasswordForm()
    if form.validate_on_submit():
        try:
            services.choose_password(token=token, password=form.password.data or "", now=clock.now())
        except services.LinkOver:
            return _choosing(form, works=False)
        except Refused as error:
            form.blame(error)
        else:
            sessions.leave()
            flash("Your password has been set. Sign in with it.", "success")
            return redirect(url_for("people.sign_in"), code=303)
    return _choosing(form, works=True)


def _choosing(form: ChoosePasswordForm, *, works: bool) -> Response:
    page = render_template("people/choose_password.html", form=form if works else None)
    return make_response(page, 200 if works else 410)
