"""How a property is, from a day on: tenure, security, when staff are there. A change is a new row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.codes import choices
from housing.db import transaction
from housing.places.stock.editing import MANAGE, open_property
from housing.places.stock.models import PropertyDescription
from housing.refusals import Outdated, Refused

Hours = dict[str, list[str]]
DAYS = ("weekdays", "saturday", "sunday")
TENURES, MEASURES = "property_tenure", "security_measure"
NOT_LISTED = "Select an answer from the list"


@dataclass(frozen=True, slots=True)
class Description:
    """What somebody says of a property; None is *not known*. See `PropertyDescription` for the values."""

    tenure: str | None = None
    furnished: str | None = None
    security: tuple[str, ...] = ()
    cover: str | None = None
    cover_hours: Hours = field(default_factory=dict)
    on_call: bool | None = None
    location_notes: str | None = None
    notes: str | None = None


def describe_property(
    *, property_id: UUID, description: Description, from_on: date, seen: int, by: Actor, now: datetime
) -> PropertyDescription:
    """Say how a property is from a day on. `seen`: how many descriptions there were (`described`) when it was read.

    Raises:
        NotFound: the property is not the actor's.
        Outdated: somebody described it since.
        Refused: a code of no list, or hours that end before they begin.
    """
    insist(by, MANAGE)
    with transaction() as session:
        home = open_property(session, property_id, by)
        if described(session, property_id) != seen:
            raise Outdated(f"how {home.code} is described")
        _check(session, description, home.authority_code)
        row = PropertyDescription(
            property_id=home.id,
            from_on=from_on,
            **{name: getattr(description, name) for name in Description.__slots__ if name != "security"},
            security=list(description.security),
            recorded_by=by.account_id,
            recorded_by_name=by.name,
            recorded_at=now,
        )
        session.add(row)
        audit.record(session, by, "property.described", row, now=now, facts={"property": home.id})
        return row


def described(session: Session, property_id: UUID) -> int:
    """How many descriptions of a property have been recorded; it grows with every change."""
    query = select(func.count()).select_from(PropertyDescription).where(PropertyDescription.property_id == property_id)
    return session.scalar(query) or 0


def description_on(rows: Sequence[PropertyDescription], day: date) -> PropertyDescription | None:
    """The description that counts on a day: of those not later the newest, and of one day the last recorded."""
    begun = [row for row in rows if row.from_on <= day]
    return max(begun, key=lambda row: (row.from_on, row.recorded_at), default=None)


def _check(session: Session, said: Description, authority: str) -> None:
    if said.tenure is not None and said.tenure not in choices(session, TENURES, authority):
        raise Refused(NOT_LISTED, field="tenure")
    if not set(said.security) <= set(choices(session, MEASURES, authority)):
        raise Refused(NOT_LISTED, field="security")
    for day, hours in said.cover_hours.items():
        if day not in DAYS or hours[0] >= hours[1]:
            raise Refused("The hours must end later than they begin", field=f"{day}_until")
