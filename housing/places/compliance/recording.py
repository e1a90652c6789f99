"""Recording a check of a property; what it settles is settled with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.codes import choices
from housing.db import transaction
from housing.places.compliance.models import ComplianceRecord
from housing.places.compliance.queries import KINDS
from housing.places.compliance.standing import Line
from housing.places.stock.editing import MANAGE, open_property
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks

LEASE = "lease"


@dataclass(frozen=True, slots=True)
class Check:
    """One check as somebody records it: its days, or that none is needed. `valid_until` is its last day."""

    kind: str
    done_on: date | None
    valid_until: date | None
    reference: str | None = None
    not_needed: bool = False


def record_check(*, property_id: UUID, check: Check, by: Actor, now: datetime) -> ComplianceRecord:
    """Record a check, a certificate or a lease; the tasks about it are settled. What stands already stays as it was.

    Raises:
        NotFound: the property is not the actor's.
        Refused: a kind of no list, no last day, or a last day before the first.
    """
    insist(by, MANAGE)
    check_days(check)
    with transaction() as session:
        home = open_property(session, property_id, by)
        if check.kind not in choices(session, KINDS, home.authority_code):
            raise Refused("Select an answer from the list", field="kind")
        before = _last(session, home.id, check.kind)
        if before is not None and all(getattr(before, name) == getattr(check, name) for name in Check.__slots__):
            return before
        row = ComplianceRecord(
            property_id=home.id,
            **{name: getattr(check, name) for name in Check.__slots__},
            recorded_by=by.account_id,
            recorded_by_name=by.name,
            recorded_at=now,
        )
        session.add(row)
        for state in ("overdue", "soon"):
            cause = Line(home.id, home.code, check.kind, "", state).cause
            settle_tasks(session, once=cause, by=by, now=now, authority=home.authority_code)
        audit.record(session, by, "compliance.recorded", row, now=now, facts={"property": home.id, "kind": check.kind})
        return row


def _last(session: Session, property_id: UUID, kind: str) -> ComplianceRecord | None:
    """What was recorded last of a kind."""
    of = select(ComplianceRecord).where(ComplianceRecord.property_id == property_id, ComplianceRecord.kind == kind)
    return session.scalar(of.order_by(ComplianceRecord.recorded_at.desc(), ComplianceRecord.id).limit(1))


def check_days(check: Check) -> None:
    """Raises Refused where the days of a check contradict one another."""
    if check.not_needed:
        if check.done_on or check.valid_until:
            raise Refused("Leave the days empty where none is needed", field="valid_until")
        return
    if check.valid_until is None:
        raise Refused("Enter the last day on which it is valid", field="valid_until")
    if check.done_on is not None and check.valid_until < check.done_on:
        begun = "the lease began" if check.kind == LEASE else "it was done"
        raise Refused(f"The last day must be the same as or after the day on which {begun}", field="valid_until")
