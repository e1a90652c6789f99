"""Councils and organisations, set up once."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select

from housing import audit, db
from housing.access import Actor, Forbidden, Grant, Role, system
from housing.people.accounts.queries import MANAGE
from housing.people.models import Authority, Organisation
from housing.refusals import Refused

KINDS = {"council": "Council team", "provider": "Provider", "contractor": "Contractor"}


def installation(command: str, authority: str) -> Actor:
    """A command run where Haven is installed, acting as one council's administrator."""
    return system(command, [Grant(Role.ADMINISTRATOR, uuid4(), authority)])


def create_authority(*, code: str, name: str, by: Actor, now: datetime) -> Authority:
    """Enter a council by its ONS code.

    Raises:
        Forbidden: this actor does not manage that council.
        Refused: it is there already.
    """
    _insist(by, code)
    with db.transaction() as session:
        if session.get(Authority, code) is not None:
            raise Refused("This council is entered already", field="code")
        authority = Authority(code=code, name=name)
        session.add(authority)
        audit.record(session, by, "council.entered", ("authority", code), now=now)
    return authority


def add_organisation(*, authority: str, name: str, kind: str, by: Actor, now: datetime) -> Organisation:
    """Enter a team of the council, a provider or a contractor.

    Raises:
        Forbidden: this actor does not manage that council.
        Refused: the kind is not one of KINDS, or the council has an organisation of that name.
    """
    _insist(by, authority)
    if kind not in KINDS:
        raise Refused(f"An organisation is one of: {', '.join(KINDS)}", field="kind")
    with db.transaction() as session:
        same = select(Organisation.id).where(Organisation.authority_code == authority, Organisation.name == name)
        if session.scalar(same) is not None:
            raise Refused("There is an organisation of that name already", field="name")
        organisation = Organisation(id=uuid4(), authority_code=authority, name=name, kind=kind)
        session.add(organisation)
        audit.record(session, by, "organisation.added", organisation, now=now, facts={"kind": kind})
    return organisation


def _insist(by: Actor, authority: str) -> None:
    if authority not in by.extent(MANAGE).authorities:
        raise Forbidden(MANAGE)
