"""Reading households: the one filter that decides whose cases somebody may see, and a household whole."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, selectinload, undefer
from sqlalchemy.orm.strategy_options import _AbstractLoad

from housing.access import Actor, NotFound
from housing.households.models import CasePerson, Household, Person, PersonOfConcern
from housing.people.models import ConflictOfInterest

READ = "household.read"


def visible(actor: Actor, permission: str = READ) -> ColumnElement[bool]:
    """THE filter: what of `Household` the actor may see under a permission.

    Own team's or own council's households as the permission reaches; a restricted one only for people named for
    it; never one from which the actor is barred by a conflict of interest. Put it into `where` of any query that
    has `Household` among its tables.
    """
    extent = actor.extent(permission)
    reached = or_(
        Household.organisation_id.in_(sorted(extent.organisations)),
        Household.authority_code.in_(sorted(extent.authorities)),
    )
    named = exists().where(CasePerson.household_id == Household.id, CasePerson.account_id == actor.account_id)
    barred = exists().where(
        ConflictOfInterest.household_id == Household.id, ConflictOfInterest.account_id == actor.account_id
    )
    return and_(reached, or_(Household.restricted.is_(False), named), ~barred)


# What hangs on a household, and how each part is read: one query for any number of households.
PARTS: dict[str, _AbstractLoad] = {
    "people": selectinload(Household.people),
    "births": selectinload(Household.births),
    "concerns": selectinload(Household.concerns).options(
        undefer(PersonOfConcern.phone), selectinload(PersonOfConcern.places)
    ),
    "near": selectinload(Household.near),
    "excluded": selectinload(Household.excluded),
    "contact": selectinload(Household.safe_contact),
}


def whole() -> Sequence[_AbstractLoad]:
    """Loader options for everything that hangs on a household, a constant number of queries for any number of them."""
    return tuple(PARTS.values())


def one(session: Session, actor: Actor, household_id: UUID, permission: str = READ) -> Household:
    """A household with everything on it.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    found = session.scalar(_visible(actor, permission).where(Household.id == household_id).options(*whole()))
    if found is None:
        raise NotFound("household")
    return found


def reached(session: Session, actor: Actor, household_id: UUID, permission: str = READ) -> Household:
    """A household without what hangs on it: for pages about something that belongs to it.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    found = session.scalar(_visible(actor, permission).where(Household.id == household_id))
    if found is None:
        raise NotFound("household")
    return found


def lead(household: Household) -> Person | None:
    """The person in whose name the household asks for help; its people must be loaded."""
    return household.people[0] if household.people else None


def called(household: Household) -> str:
    """What the household's page calls it: the lead's name, or that it was not given."""
    first = lead(household)
    return (first.name if first else None) or "Name not given"


def _visible(actor: Actor, permission: str) -> Select[Household]:
    return select(Household).where(visible(actor, permission))
