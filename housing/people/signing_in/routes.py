"""Signing in, signing out, hiding the page, staying signed in."""

from __future__ import annotations

import math

from flask import current_app, g, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from housing import clock, db
from housing.access import Actor, current_actor, public, requires
from housing.people import made_up, queries, sessions
from housing.people.blueprint import blueprint
from housing.people.signing_in import services
from housing.people.signing_in.forms import SignInForm
from housing.people.signing_in.onward import onward
from housing.web import drafts, neutral
from housing.web.headers import forget_on_leaving


def ask_to_sign_in() -> Response:
    """Send somebody who is not signed in to the sign-in page, and back to where they were going afterwards.

    A form sent after its session had ended is carried by that page until its writer has signed in again.
    """
    wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else request.path
    ended = "yes" if sessions.current().had_ended else None
    action = url_for("people.sign_in", next=wanted, ended=ended)
    draft = drafts.keep(clock.now())
    if draft:
        return _page(SignInForm(formdata=None, draft=draft), action=action)
    return redirect(action, code=303)


@blueprint.get("/sign-in")
@public
def sign_in() -> Response:
    """The sign-in page; somebody who is signed in already goes on."""
    if g.get("actor") is not None:
        return redirect(onward(request.args.get("next")), code=303)
    return _page(SignInForm())


@blueprint.post("/sign-in")
@public
def try_to_sign_in() -> Response:
    """Check the password and go on, or say in one sentence what is wrong."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        actor = services.sign_in(
            email=form.email.data or "",
            password=form.password.data or "",
            network=request.remote_addr or "",
            now=clock.now(),
        )
    except services.TooManyTries as error:
        form.blame(error)
        response = _page(form, status=429)
        response.headers["Retry-After"] = str(math.ceil(error.wait.total_seconds()))
        return response
    except (services.NotRight, services.NoRole) as error:
        form.blame(error)
        return _page(form)
    sessions.start(actor)
    return _given_back(form.draft.data, actor) or redirect(onward(request.args.get("next")), code=303)


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session, and ask the browser to forget what it holds of Haven."""
    _leave(hidden=False)
    response = redirect(url_for("people.signed_out"), code=303)
    return forget_on_leaving(make_response(response))


@blueprint.get("/signed-out")
@public
def signed_out() -> str:
    """What is seen after signing out."""
    return render_template("people/signed_out.html")


@blueprint.post("/hide")
@public
def hide() -> Response:
    """ "Hide this page": the session ends, and something else is shown."""
    _leave(hidden=True)
    return neutral.leave()


@blueprint.get("/hide")
@public
def hide_only() -> Response:
    """The same address opened as a link shows the neutral page and changes nothing."""
    return redirect(url_for("neutral.page"), code=303)


@blueprint.post("/stay")
@requires("account.own")
def stay() -> Response:
    """Somebody is still here: the session goes on."""
    sessions.current().touch()
    return make_response("", 204)


def _leave(*, hidden: bool) -> None:
    if g.get("actor") is not None:
        services.sign_out(by=current_actor(), token=sessions.current().token, now=clock.now(), hidden=hidden)
    sessions.leave()


def _given_back(draft: str | None, actor: Actor) -> Response | None:
    """What this person had typed when the session ended, to look at and send again."""
    return drafts.give_back(draft, actor.account_id, clock.now()) if draft and actor.account_id else None


def _page(form: SignInForm, *, status: int = 200, action: str = "") -> Response:
    accounts = []
    if current_app.config["MADE_UP"]:
        with db.reading() as session:
            accounts = queries.made_up_people(session, clock.today())
    page = render_template(
        "people/sign_in.html",
        form=form,
        action=action,
        ended=bool(action) or request.args.get("ended") == "yes",
        made_up=accounts,
        phrase=made_up.PHRASE,
    )
    return make_response(page, status)


@blueprint.record
def leave_without_a_token(state: BlueprintSetupState) -> None:
    """Leaving needs no token against forged forms: the page may have outlived its session, and must still go.

    The cookie is SameSite=Lax, so that another site's form signs nobody out.
    """
    csrf = state.app.extensions["csrf"]
    csrf.exempt(sign_out)
    csrf.exempt(hide)
