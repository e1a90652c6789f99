"""What the household needs, how it is paid for, and what she wants. A list that is None has not been asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.db import transaction
from housing.households import asked, editing
from housing.households.immigration.recording import follow_answer
from housing.households.models import Household
from housing.households.words import ACCESS_NEEDS, HOME_KINDS, SUPPORT_NEEDS
from housing.refusals import Refused


def save_needs(
    *,
    household_id: UUID,
    access_needs: Sequence[str] | None,
    support_need: str | None,
    pets: Sequence[str] | None,
    preferred_services: Sequence[str] | None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Household:
    """Store access needs, the level of support, pets and by-and-for services.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: an answer is not of its list.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, version=version)
        put_needs(
            session, household, access_needs=access_needs, support_need=support_need, pets=pets,
            preferred_services=preferred_services, by=by, now=now,
        )  # fmt: skip
    return household


def put_needs(
    session: Session,
    household: Household,
    *,
    access_needs: Sequence[str] | None,
    support_need: str | None,
    pets: Sequence[str] | None,
    preferred_services: Sequence[str] | None,
    by: Actor,
    now: datetime,
) -> None:
    """As save_needs, inside the caller's transaction."""
    council = household.authority_code
    _listed(access_needs, ACCESS_NEEDS, "access_needs")
    _listed([support_need] if support_need else None, SUPPORT_NEEDS, "support_need")
    _listed(pets, codes.choices(session, "pet", council), "pets")
    _listed(preferred_services, codes.choices(session, "service", council), "preferred_services")
    changed = editing.put(household, support_need=support_need)
    changed += asked.put_list(household, "access_needs", access_needs)
    changed += asked.put_list(household, "pets", pets)
    changed += asked.put_list(household, "preferred_services", preferred_services)
    audit.record(session, by, "household.needs", household, now=now, facts={"fields": changed})


def save_money(
    *,
    household_id: UUID,
    immigration: str | None,
    funding: Sequence[str] | None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Household:
    """Store immigration status and every route by which the place can be paid for. Support is owed whatever they are.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: an answer is not of its list.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, version=version)
        put_money(session, household, immigration=immigration, funding=funding, by=by, now=now)
    return household


def put_money(
    session: Session,
    household: Household,
    *,
    immigration: str | None,
    funding: Sequence[str] | None,
    by: Actor,
    now: datetime,
) -> None:
    """As save_money, inside the caller's transaction."""
    council = household.authority_code
    _listed([immigration] if immigration else None, codes.choices(session, "immigration", council), "immigration")
    _listed(funding, codes.choices(session, "funding_route", council), "funding")
    before = household.immigration
    changed = editing.put(household, immigration=immigration)
    if changed:
        follow_answer(session, household, before, by=by, now=now)
    changed += asked.put_list(household, "funding", funding)
    audit.record(session, by, "household.money", household, now=now, facts={"fields": changed})


def save_wishes(
    *,
    household_id: UUID,
    accepts: Sequence[str] | None,
    wants_to_stay: bool | None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Household:
    """Store the kinds of home she agrees to, the one she likes best first, and whether she wants to stay at home.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: a kind is not of the list, or is there twice.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, version=version)
        put_wishes(session, household, accepts=accepts, wants_to_stay=wants_to_stay, by=by, now=now)
    return household


def put_wishes(
    session: Session,
    household: Household,
    *,
    accepts: Sequence[str] | None,
    wants_to_stay: bool | None,
    by: Actor,
    now: datetime,
) -> None:
    """As save_wishes, inside the caller's transaction."""
    _listed(accepts, HOME_KINDS, "first")
    if accepts and len(set(accepts)) != len(accepts):
        raise Refused("Select each kind of home only once.", field="second")
    changed = editing.put(household, wants_to_stay=wants_to_stay)
    changed += asked.put_list(household, "accepts", accepts)
    audit.record(session, by, "household.wishes", household, now=now, facts={"fields": changed})


def _listed(answers: Sequence[str] | None, allowed: Collection[str], field: str) -> None:
    if answers and not set(answers) <= set(allowed):
        raise Refused("Select an answer from the list.", field=field)
