"""Signing in for the tests of pages: one account of each role, without typing a password.

    def test_a_page(client: FlaskClient) -> None:
        actor = sign_in(client, Role.OFFICER)
        assert client.get("/households").status_code == 200

Every account is made in the made-up council of ROTHERHAM unless told otherwise, in an organisation that suits the
role: the council's own team, or a provider. Two accounts of one role and council share their organisation; pass
`organisation` to put somebody elsewhere. Forms may be posted without a token: the client carries one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Actor, Grant, Role
from housing.people.models import Account, Authority, Membership, Organisation, WebSession
from housing.people.passwords import NO_PASSWORD
from housing.people.session_store import digest, new_token
from housing.people.sessions import COOKIE

ROTHERHAM, BARNSLEY = "E08000018", "E08000016"
COUNCILS = {ROTHERHAM: "Made-up Rotherham", BARNSLEY: "Made-up Barnsley"}
SINCE = date(2026, 1, 1)
FORM_TOKEN = "made-up form token"
PROVIDERS = (Role.REFUGE,)


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation to put accounts in."""

    id: UUID
    authority: str


def organisation(name: str, *, kind: str = "council", authority: str = ROTHERHAM) -> Place:
    """The organisation of that name in that council, made where it is not there; with its council."""
    with Session(db.engine()) as session, session.begin():
        if session.get(Authority, authority) is None:
            session.add(Authority(code=authority, name=COUNCILS.get(authority, f"Made-up council {authority}")))
            session.flush()
        query = select(Organisation.id).where(Organisation.name == name, Organisation.authority_code == authority)
        found = session.scalar(query)
        if found is None:
            found = uuid4()
            session.add(Organisation(id=found, authority_code=authority, name=name, kind=kind))
    return Place(found, authority)


def usual_place(role: Role, authority: str = ROTHERHAM) -> Place:
    """Where accounts of a role are made: a provider, a contractor, or the council's team."""
    if role in PROVIDERS:
        return organisation("Made-up Refuge", kind="provider", authority=authority)
    if role is Role.CONTRACTOR:
        return organisation("Made-up Locks", kind="contractor", authority=authority)
    return organisation("Made-up Council team", kind="council", authority=authority)


def account(*roles: Role, place: Place | None = None, authority: str = ROTHERHAM, name: str = "") -> Actor:
    """A new account with these roles in one place, as the actor it signs in as."""
    where = [(role, place or usual_place(role, authority)) for role in roles]
    identity = uuid4()
    called = name or f"Made-up {roles[0].value if roles else 'nobody'} {identity.hex[:6]}"
    email = f"{identity.hex[:12]}@example.invalid"
    with Session(db.engine()) as session, session.begin():
        moment = datetime(SINCE.year, SINCE.month, SINCE.day, tzinfo=UTC)
        session.add(Account(id=identity, email=email, name=called, password_hash=NO_PASSWORD, created_at=moment))
        session.flush()
        for role, at in where:
            session.add(Membership(account_id=identity, organisation_id=at.id, role=role.value, from_on=SINCE))
    return Actor(called, identity, frozenset(Grant(role, at.id, at.authority) for role, at in where))


def sign_in(
    client: FlaskClient, *roles: Role, place: Place | None = None, authority: str = ROTHERHAM, name: str = ""
) -> Actor:
    """Make an account with these roles and let the client carry its session from now on."""
    return sign_in_as(client, account(*roles, place=place, authority=authority, name=name))


def sign_in_as(client: FlaskClient, actor: Actor) -> Actor:
    """Let the client carry a session of an account that is there already; whoever it carried before is let go."""
    token, now = new_token(), clock.now()
    contents = {"_user_id": str(actor.account_id), "_fresh": True, "csrf_token": FORM_TOKEN}
    with Session(db.engine()) as session, session.begin():
        session.add(
            WebSession(
                token_sha256=digest(token), account_id=actor.account_id, contents=contents, begun_at=now, seen_at=now
            )
        )
    client.set_cookie(COOKIE, token)
    signer = URLSafeTimedSerializer(str(client.application.secret_key), salt="wtf-csrf-token")
    client.environ_base["HTTP_X_CSRFTOKEN"] = signer.dumps(FORM_TOKEN)
    return actor
