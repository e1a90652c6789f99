"""Which households' offers and stays a provider's staff see: those of their own units, and never all of those.

What the council sees is decided by `housing.households.queries.visible`. A provider sees a household because of one of
its units; a conflict of interest and a restricted case count here as they do there (security.md, "Who may do what").
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import InstrumentedAttribute

from housing.access import Actor
from housing.households.models import CasePerson, Household
from housing.people.models import ConflictOfInterest
from housing.places.models import Property


def of_provider(actor: Actor, permission: str) -> ColumnElement[bool]:
    """The filter: own organisation's units; nobody from whom the actor is barred; a restricted case by name only.

    Put it into `where` of a query that has `Property` and `Household` among its tables.
    """
    return and_(Property.organisation_id.in_(sorted(actor.extent(permission).organisations)), open_to(actor.account_id))


def open_to(account: UUID | InstrumentedAttribute[UUID] | None) -> ColumnElement[bool]:
    """Whether a case is not closed to an account: no declared conflict; if restricted, the account is named for it."""
    named = exists().where(CasePerson.household_id == Household.id, CasePerson.account_id == account)
    barred = exists().where(ConflictOfInterest.household_id == Household.id, ConflictOfInterest.account_id == account)
    return and_(or_(Household.restricted.is_(False), named), ~barred)
