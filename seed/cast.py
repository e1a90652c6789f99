"""The people of the made-up council: its organisations and accounts, set up before there is anybody to ask."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role, system
from housing.clock import day_of
from housing.db import reading, transaction
from housing.people.made_up import PHRASE
from housing.people.models import Account, Authority, Membership, Organisation
from housing.people.passwords import hashed
from housing.people.queries import actor_for
from housing.places.models import Ward

HERE = Path(__file__).resolve().parent
BEFORE = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the made-up history: by the word before the @ of the e-mail address; organisations by their key."""

    authority: str
    organisations: dict[str, UUID]
    actors: dict[str, Actor]
    wards: dict[str, Ward]


def description() -> dict[str, Any]:
    """The council as `council.json` describes it."""
    found: dict[str, Any] = json.loads((HERE / "council.json").read_text(encoding="utf-8"))
    return found


def set_up(*, now: datetime) -> Cast:
    """Store the council, its wards, organisations and accounts in one transaction."""
    told, begun = description(), now - BEFORE
    by = system("Made-up data")
    with transaction() as session:
        authority = Authority(**told["authority"])
        session.add(authority)
        session.flush()
        wards = _wards(session, authority.code)
        organisations = {
            key: Organisation(authority_code=authority.code, name=each["name"], kind=each["kind"])
            for key, each in told["organisations"].items()
        }
        session.add_all(organisations.values())
        session.flush()
        password = hashed(PHRASE)
        accounts = {
            each["email"]: _account(
                session, each, organisations[each["organisation"]].id, password, begun + timedelta(minutes=number)
            )
            for number, each in enumerate(told["accounts"])
        }
        audit.record(session, by, "council.set_up", ("authority", authority.code), now=begun)
    today = day_of(now)
    with reading() as session:
        actors = {email.split("@")[0]: actor_for(session, id_, today) for email, id_ in accounts.items()}
    return Cast(
        told["authority"]["code"],
        {key: each.id for key, each in organisations.items()},
        {name: actor for name, actor in actors.items() if actor is not None},
        wards,
    )


def _wards(session: Session, authority: str) -> dict[str, Ward]:
    with (HERE / "wards.csv").open(encoding="utf-8", newline="") as file:
        wards = {
            row["name"]: Ward(
                code=row["code"],
                authority_code=authority,
                name=row["name"],
                easting=int(row["easting"]),
                northing=int(row["northing"]),
            )
            for row in csv.DictReader(file)
        }
    session.add_all(wards.values())
    return wards


def _account(session: Session, each: dict[str, str], organisation: UUID, password: str, begun: datetime) -> UUID:
    account = Account(email=each["email"], name=each["name"], password_hash=password, created_at=begun, made_up=True)
    session.add(account)
    session.flush()
    session.add(
        Membership(
            account_id=account.id,
            organisation_id=organisation,
            role=Role(each["role"]).value,
            from_on=day_of(begun),
        )
    )
    return account.id
