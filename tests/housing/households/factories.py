"""A made-up council with two teams and a refuge, and people who work there; nothing here is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import insert

from housing.access import Actor, Grant, Role
from housing.db import engine
from housing.people.models import Account, Authority, ConflictOfInterest, Membership, Organisation
from housing.places.models import Postcode, Ward

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
COUNCIL, NEIGHBOUR = "E08000018", "E08000019"
WARD, OTHER_WARD = "E05012996", "E05012997"
POSTCODE = "S60 1AA"


@dataclass(frozen=True, slots=True)
class Town:
    """Who there is: two officers' teams and the homelessness team of one council, a refuge, a neighbouring council."""

    officer: Actor
    colleague: Actor
    other_team: Actor
    homelessness: Actor
    refuge: Actor
    neighbour: Actor
    strategy: Actor


def town() -> Town:
    """Store the made-up council and its people."""
    with engine().begin() as connection:
        connection.execute(
            insert(Authority), [{"code": COUNCIL, "name": "Madeup"}, {"code": NEIGHBOUR, "name": "Nextdoor"}]
        )
        connection.execute(
            insert(Ward),
            [
                {"code": WARD, "authority_code": COUNCIL, "name": "North", "easting": 443000, "northing": 393000},
                {"code": OTHER_WARD, "authority_code": COUNCIL, "name": "South", "easting": 445000, "northing": 389000},
            ],
        )
        connection.execute(
            insert(Postcode), [{"code": POSTCODE, "easting": 442900, "northing": 392800, "ward_code": WARD}]
        )
    team = organisation("Domestic abuse team")
    second = organisation("Second team")
    desk = organisation("Homelessness team")
    return Town(
        officer=person("Olive Demo", Role.OFFICER, team),
        colleague=person("Cora Demo", Role.OFFICER, team),
        other_team=person("Otto Demo", Role.OFFICER, second),
        homelessness=person("Hana Demo", Role.HOMELESSNESS, desk),
        refuge=person("Rita Demo", Role.REFUGE, organisation("Made-up refuge", kind="provider")),
        neighbour=person(
            "Nora Demo", Role.HOMELESSNESS, organisation("Desk next door", authority=NEIGHBOUR), authority=NEIGHBOUR
        ),
        strategy=person("Stan Demo", Role.STRATEGY, desk),
    )


def organisation(name: str, *, kind: str = "council", authority: str = COUNCIL) -> UUID:
    """Store an organisation."""
    with engine().begin() as connection:
        query = insert(Organisation).values(authority_code=authority, name=name, kind=kind).returning(Organisation.id)
        return connection.execute(query).scalar_one()


def person(name: str, role: Role, organisation_id: UUID, *, authority: str = COUNCIL) -> Actor:
    """Store an account with one role, and give the actor that signing in would give."""
    email = f"{name.lower().replace(' ', '.')}@example.invalid"
    with engine().begin() as connection:
        account = connection.execute(
            insert(Account)
            .values(email=email, name=name, password_hash="made up", created_at=NOW)
            .returning(Account.id)
        ).scalar_one()
        connection.execute(
            insert(Membership).values(
                account_id=account, organisation_id=organisation_id, role=role.value, from_on=date(2026, 1, 1)
            )
        )
    return Actor(name=name, account_id=account, grants=frozenset({Grant(role, organisation_id, authority)}))


def bar(actor: Actor, household_id: UUID) -> None:
    """Store that somebody knows the family."""
    with engine().begin() as connection:
        connection.execute(
            insert(ConflictOfInterest).values(
                account_id=actor.account_id, household_id=household_id, declared_at=NOW, reason="made up"
            )
        )
