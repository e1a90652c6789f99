"""Reading checks: of each property and kind the last recorded, beside what the council requires."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.codes import choices, settings
from housing.places.compliance.models import ComplianceRecord
from housing.places.compliance.standing import IN_ORDER, Last, Line, state_of, warn_days
from housing.places.models import Property
from housing.places.queries import within

KINDS, WARN, REQUIRED = "compliance_kind", "compliance.warn_days", "compliance.required"
Home = tuple[UUID, str, str]  # id, code, council


def own_lines(session: Session, actor: Actor, *, on: date, property_id: UUID | None = None) -> list[Line]:
    """How the actor's own properties stand, or one of them: by code, and within it by kind."""
    one = () if property_id is None else (Property.id == property_id,)
    return lines(session, (within(actor, "unit.manage"), *one), on=on)


def lines(session: Session, which: Sequence[ColumnElement[bool]], *, on: date) -> list[Line]:
    """How the properties stand that the conditions leave; two queries, and two more for each council they are in."""
    query = select(Property.id, Property.code, Property.authority_code).where(*which)
    homes: list[Home] = [(*row,) for row in session.execute(query.order_by(Property.code, Property.id))]
    last = _last(session, [home[0] for home in homes])
    found: list[Line] = []
    for authority in sorted({home[2] for home in homes}):
        kinds = choices(session, KINDS, authority)
        said = settings(session, (WARN, REQUIRED), authority=authority, on=on)
        for home_id, code, council in homes:
            if council == authority:
                found += _of_home(home_id, code, last, kinds, said, on)
    return sorted(found, key=lambda line: (line.code, str(line.property_id)))


def overdue_own(session: Session, actor: Actor, now: datetime) -> int:
    """How many checks of the actor's own properties have run out."""
    return sum(line.state == "overdue" for line in own_lines(session, actor, on=day_of(now)))


def records(session: Session, property_id: UUID) -> list[ComplianceRecord]:
    """Everything that was recorded of a property, newest first."""
    query = select(ComplianceRecord).where(ComplianceRecord.property_id == property_id)
    return list(session.scalars(query.order_by(ComplianceRecord.recorded_at.desc(), ComplianceRecord.id)))


def by_urgency(found: Sequence[Line]) -> list[Line]:
    """What has run out or is missing first, then what ends soonest."""
    return sorted(found, key=lambda line: (IN_ORDER.index(line.state), line.valid_until or date.max, line.code))


def _last(session: Session, homes: Sequence[UUID]) -> dict[tuple[UUID, str], Last]:
    record = ComplianceRecord
    query = (
        select(record.property_id, record.kind, record.done_on, record.valid_until, record.not_needed)
        .ext(distinct_on(record.property_id, record.kind))
        .where(record.property_id.in_(homes))
        .order_by(record.property_id, record.kind, record.recorded_at.desc(), record.id)
    )
    return {
        (row.property_id, row.kind): Last(row.done_on, row.valid_until, row.not_needed)
        for row in session.execute(query)
    }


def _of_home(
    home_id: UUID,
    code: str,
    last: dict[tuple[UUID, str], Last],
    kinds: dict[str, str],
    said: dict[str, object],
    on: date,
) -> list[Line]:
    """A line for each kind that is required, and for each that was recorded."""
    required, warn = said[REQUIRED], said[WARN]
    if not isinstance(required, list) or not isinstance(warn, dict):
        raise TypeError("compliance.required is a list, compliance.warn_days are days by kind")
    found = []
    for kind, label in kinds.items():
        recorded = last.get((home_id, kind))
        if recorded is not None or kind in required:
            state = state_of(recorded, on=on, warn_days=warn_days(warn, kind))
            found.append(Line(home_id, code, kind, label, state, recorded))
    return found
