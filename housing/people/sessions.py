"""Who is asking: the browser's session, and the person behind it, for each request.

The cookie holds a random token and nothing else; the table `web_session` holds its digest, the account, and the few
things named in MAY_HOLD. A person's roles are read from the database for every request, so that a role given or
taken away counts at once.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from housing import clock, db
from housing.access import Actor
from housing.people import queries, session_store
from housing.people.models import WebSession

COOKIE = "__Host-session"
# Flask-Login's three, the token against forged forms, messages for the next page. Nothing of a case is kept here.
MAY_HOLD = frozenset({"_user_id", "_fresh", "_id", "csrf_token", "_flashes"})
LONGEST_TOKEN = 128


class BrowserSession(dict[str, Any], SessionMixin):
    """What Flask calls the session, for one request."""

    def __init__(self, row: WebSession | None = None, token: str | None = None, *, had_ended: bool = False) -> None:
        super().__init__(row.contents if row else {})
        self.token = token if row else None
        self.seen_at = row.seen_at if row else None
        self.had_ended = had_ended
        self.before = deepcopy(dict(self))
        self.renewed = False
        self.touched = False

    def __setitem__(self, name: str, value: Any) -> None:
        """Keep a value; raises KeyError for anything but what MAY_HOLD names."""
        if name not in MAY_HOLD:
            raise KeyError(f"a session may not hold {name!r}")
        super().__setitem__(name, value)

    def renew(self) -> None:
        """Give the session another token, at every change of who or what it stands for (ASVS 7.2.4)."""
        self.renewed = True

    def touch(self) -> None:
        """Note that somebody is still here, without waiting for the minute to be over."""
        self.touched = True

    @property
    def account_id(self) -> UUID | None:
        """Whose session it is."""
        return UUID(self["_user_id"]) if "_user_id" in self else None


class NoSession(BrowserSession):
    """For style sheets and scripts: nothing is looked up, and nothing is kept."""


class SessionTable(SessionInterface):
    """Sessions in PostgreSQL, shared by all workers, gone from the server at sign-out."""

    def __init__(self, lifetime: session_store.Lifetime) -> None:
        self.lifetime = lifetime

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        """The session of the request's cookie, or an empty one."""
        if request.path.startswith(f"{app.static_url_path}/"):
            return NoSession()
        token = request.cookies.get(self.get_cookie_name(app), "")
        if not token or len(token) > LONGEST_TOKEN:
            return BrowserSession()
        row = session_store.find(token, lifetime=self.lifetime, now=clock.now())
        return BrowserSession(row, token, had_ended=row is None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed; a visitor who has been given nothing to keep leaves no row and gets no cookie."""
        if not isinstance(session, BrowserSession) or isinstance(session, NoSession):
            return
        now = clock.now()
        if not session:
            self._end(session, response, self.get_cookie_name(app))
        elif session.token is None or session.renewed:
            token = self._begin(session, now)
            response.set_cookie(self.get_cookie_name(app), token, secure=True, httponly=True, samesite="Lax")
        else:
            self._keep(session, now)

    def _end(self, session: BrowserSession, response: Response, cookie: str) -> None:
        if session.token is not None:
            session_store.end(session.token)
        if session.token is not None or session.had_ended:
            response.delete_cookie(cookie, secure=True, httponly=True, samesite="Lax")

    def _begin(self, session: BrowserSession, now: datetime) -> str:
        token = session_store.new_token()
        contents, account_id = dict(session), session.account_id
        if session.token is None:
            session_store.begin(token, account_id=account_id, contents=contents, now=now)
        else:
            session_store.replace(
                token,
                session.token,
                was_signed_in="_user_id" in session.before,
                account_id=account_id,
                contents=contents,
                now=now,
            )
        session.token = token
        return token

    def _keep(self, session: BrowserSession, now: datetime) -> None:
        changed = session != session.before
        stale = session.seen_at is None or now - session.seen_at >= session_store.TOUCH_EVERY
        if session.token is not None and (changed or stale or session.touched):
            session_store.keep(session.token, contents=dict(session) if changed else None, now=now)


class SignedIn(UserMixin):
    """Flask-Login's idea of who is signed in: an actor with an account."""

    def __init__(self, account_id: UUID, actor: Actor) -> None:
        self.id = str(account_id)
        self.actor = actor


def load(user_id: str) -> SignedIn | None:
    """The person as the database knows them now; None for a closed account."""
    account_id = UUID(user_id)
    with db.reading() as session:
        actor = queries.actor_for(session, account_id, clock.today())
    return SignedIn(account_id, actor) if actor else None


def lifetime_of(app: Flask) -> session_store.Lifetime:
    """How long sessions live in this application."""
    idle, longest = timedelta(minutes=app.config["IDLE_MINUTES"]), timedelta(hours=app.config["SESSION_HOURS"])
    return session_store.Lifetime(idle, longest)


def current() -> BrowserSession:
    """The session of this request."""
    held: BrowserSession = session._get_current_object()  # type: ignore[attr-defined]  # a proxy says it is what it stands for
    return held


def start(actor: Actor) -> None:
    """Sign somebody in: nothing of the session before stays, not even its token."""
    if actor.account_id is None:
        raise ValueError("only a person with an account signs in")
    held = current()
    held.clear()
    g.pop("csrf_token", None)  # the token against forged forms belonged to the session before
    login_user(SignedIn(actor.account_id, actor))
    held.renew()
    g.actor = actor


def leave() -> None:
    """Sign out: the session is gone from the server when the answer leaves."""
    logout_user()
    current().clear()
    g.actor = None


def init_app(app: Flask) -> None:
    """Keep sessions in the database and set `g.actor` for every request, before anything asks who it is."""
    app.config.setdefault("IDLE_MINUTES", 15)
    app.config.setdefault("SESSION_HOURS", 10)
    app.config["SESSION_COOKIE_NAME"] = COOKIE
    app.session_interface = SessionTable(lifetime_of(app))
    logins = LoginManager()
    logins.session_protection = None
    logins.user_loader(load)
    logins.init_app(app, add_context_processor=False)

    @app.before_request
    def know_the_actor() -> None:
        if not request.path.startswith(f"{app.static_url_path}/"):
            g.actor = current_user.actor if current_user.is_authenticated else None
