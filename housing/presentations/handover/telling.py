"""Who hears of a handover: whoever is asked, and whoever offered it, once it is answered. A reference at most."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from housing import outbox
from housing.access import POLICY, Actor
from housing.clock import day_of
from housing.people.models import Account, Membership
from housing.people.queries import in_force
from housing.presentations.handover.models import Handover
from housing.presentations.worker.queries import OWN

WAITS, ANSWERED = "handover_waits", "handover_answered"


def waits(session: Session, handover: Handover, reference: str, *, by: Actor, now: datetime) -> None:
    """Tell whoever may answer: the colleague, or everybody of the team who may work on cases."""
    if handover.to_account_id is not None:
        accounts = [handover.to_account_id]
    else:
        accounts = list(session.scalars(_team(handover, now)))
    for account_id in accounts:
        if account_id != by.account_id:
            outbox.put(session, account_id=account_id, wording=WAITS, facts={"reference": reference}, now=now)


def answered(session: Session, handover: Handover, reference: str, *, now: datetime) -> None:
    """Tell whoever offered it that there is an answer, unless they gave it."""
    if handover.offered_by is not None and handover.offered_by != handover.answered_by:
        facts = {"reference": reference}
        outbox.put(session, account_id=handover.offered_by, wording=ANSWERED, facts=facts, now=now)


def _team(handover: Handover, now: datetime) -> Select[UUID]:
    return (
        select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id == handover.to_organisation_id, in_force(day_of(now)))
        .where(Membership.role.in_([role.value for role in POLICY[OWN]]), Account.closed_at.is_(None))
        .distinct()
        .order_by(Account.id)
    )
