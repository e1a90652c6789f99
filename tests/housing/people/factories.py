"""Made-up accounts with a password."""

from __future__ import annotations

from functools import cache

from sqlalchemy import update
from sqlalchemy.orm import Session

from housing import db
from housing.access import Role
from housing.people import made_up, passwords
from housing.people.models import Account
from tests.housing.signing_in import account

PASSWORD = made_up.PHRASE


@cache
def _kept() -> str:
    return passwords.hashed(PASSWORD)


def with_password(*roles: Role, kept: str = "", made_up: bool = False) -> str:
    """A new account with PASSWORD, as its e-mail address."""
    actor = account(*roles)
    with Session(db.engine()) as session, session.begin():
        changed = update(Account).where(Account.id == actor.account_id)
        session.execute(changed.values(password_hash=kept or _kept(), made_up=made_up))
        return session.get_one(Account, actor.account_id).email
