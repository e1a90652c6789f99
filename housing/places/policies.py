"""What a service accepts at one property, from a day on: recorded as dated rows, never edited.

A page goes by way of an intention (`intend_policy`): `placements.sandbox` shows who would gain and who would lose, and
records it with `put_policy` once a person has confirmed. Stock that is only being registered is recorded at once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.intentions import ACCEPTANCE, IntendedChange, intend
from housing.places.models import AcceptancePolicy, Property
from housing.refusals import Outdated, Refused

MANAGE = "unit.manage"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a service accepts: the fields of `AcceptancePolicy` that a person fills in.

    `restrictions` (codes) and `notes` are what the council's staff settle with the service before an offer.
    """

    sexes: tuple[str, ...]
    boys_up_to: int | None
    boys_any: bool
    max_support: str | None
    funding: tuple[str, ...]
    pets: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    caps: dict[str, int] = field(default_factory=dict)
    restrictions: tuple[str, ...] = ()
    notes: str | None = None


def record_policy(
    *, property_id: UUID, acceptance: Acceptance, from_on: date, by: Actor, now: datetime
) -> AcceptancePolicy:
    """Say what a service accepts from a day on, as its stock is registered; what it accepted before stays on record.

    Raises:
        NotFound: the property is not the actor's.
        Refused: nobody would be accepted at all.
    """
    insist(by, MANAGE)
    _check(acceptance)
    with transaction() as session:
        found = _own(session.get(Property, property_id), by)
        return _record(session, found, acceptance, from_on=from_on, by=by, now=now)


def intend_policy(
    *, property_id: UUID, acceptance: Acceptance, from_on: date, by: Actor, now: datetime
) -> IntendedChange:
    """Write down what a service is to accept, before it is recorded. Nothing changes yet.

    Raises:
        NotFound: the property is not the actor's.
        Refused: nobody would be accepted at all.
    """
    insist(by, MANAGE)
    _check(acceptance)
    with transaction() as session:
        found = _own(session.get(Property, property_id), by)
        document = {"property": str(found.id), "from_on": from_on.isoformat(), "acceptance": asdict(acceptance)}
        return intend(session, ACCEPTANCE, document, authority=found.authority_code, subject=found, by=by, now=now)


def put_policy(
    session: Session,
    property_id: UUID,
    acceptance: Acceptance,
    *,
    from_on: date,
    seen: int,
    by: Actor,
    now: datetime,
) -> AcceptancePolicy:
    """As record_policy, inside the caller's transaction, with the property locked against other changes of policy.

    `seen` is how many policies had been recorded (`recorded`) when the person looked.

    Raises:
        NotFound: the property is not the actor's.
        Outdated: somebody recorded another policy since.
        Refused: nobody would be accepted at all, or the first day has passed since the answers were given.
    """
    insist(by, MANAGE)
    _check(acceptance)
    if from_on < day_of(now):
        raise Refused("The first day has passed. Go back to the answers and enter another.", field="from_on")
    query = select(Property).where(Property.id == property_id).with_for_update(key_share=True)
    found = _own(session.scalar(query), by)
    if recorded(session, property_id) != seen:
        raise Outdated(f"what {found.code} accepts")
    return _record(session, found, acceptance, from_on=from_on, by=by, now=now)


def first_policy(
    session: Session, found: Property, acceptance: Acceptance, *, from_on: date, by: Actor, now: datetime
) -> AcceptancePolicy:
    """As record_policy, inside the transaction in which the property is registered: nobody can be proposed there yet.

    Raises:
        Refused: nobody would be accepted at all.
    """
    _check(acceptance)
    return _record(session, found, acceptance, from_on=from_on, by=by, now=now)


def recorded(session: Session, property_id: UUID) -> int:
    """How many policies of a property have been recorded; it grows with every change."""
    query = select(func.count()).select_from(AcceptancePolicy).where(AcceptancePolicy.property_id == property_id)
    return session.scalar(query) or 0


def intended(document: dict[str, Any]) -> tuple[UUID, date, Acceptance]:
    """What an intention of `intend_policy` says: the property, the first day, and the answers."""
    terms = document["acceptance"]
    lists = {name: tuple(terms.get(name, ())) for name in ("sexes", "funding", "pets", "services", "restrictions")}
    acceptance = Acceptance(**{**terms, **lists})
    return UUID(document["property"]), date.fromisoformat(document["from_on"]), acceptance


def as_policy(acceptance: Acceptance, *, property_id: UUID, from_on: date) -> AcceptancePolicy:
    """The row that would be recorded, without who and when; it is in no session."""
    return AcceptancePolicy(
        property_id=property_id,
        from_on=from_on,
        sexes=list(acceptance.sexes),
        boys_up_to=acceptance.boys_up_to,
        boys_any=acceptance.boys_any,
        max_support=acceptance.max_support,
        pets=list(acceptance.pets),
        funding=list(acceptance.funding),
        services=list(acceptance.services),
        caps=dict(acceptance.caps),
        restrictions=list(acceptance.restrictions),
        notes=acceptance.notes,
    )


def _record(
    session: Session, found: Property, acceptance: Acceptance, *, from_on: date, by: Actor, now: datetime
) -> AcceptancePolicy:
    policy = as_policy(acceptance, property_id=found.id, from_on=from_on)
    policy.recorded_by, policy.recorded_at = by.account_id, now
    session.add(policy)
    audit.record(session, by, "policy.recorded", policy, now=now, facts={"property": found.id})
    return policy


def _check(acceptance: Acceptance) -> None:
    if not acceptance.sexes:
        raise Refused("Select at least one sex of adult that the service accepts.", field="sexes")
    if not acceptance.funding:
        raise Refused("Select at least one way of paying that the service accepts.", field="funding")


def _own(found: Property | None, by: Actor) -> Property:
    if found is None or found.organisation_id not in by.extent(MANAGE).organisations:
        raise NotFound("property")
    return found
