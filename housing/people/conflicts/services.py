"""Declaring that somebody knows a family. From then on the case is not there for them; nobody tells them so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import Actor, NotFound, insist
from housing.people.accounts.queries import within
from housing.people.conflicts.queries import DECLARE, household, household_of
from housing.people.models import Account, ConflictOfInterest
from housing.rechecks import look_again
from housing.refusals import Refused

REASONS = {
    "kin_of_household": "Related to somebody in the household",
    "kin_of_concern": "Related to a person of concern",
    "knows_household": "Knows somebody in the household",
    "knows_concern": "Knows a person of concern",
    "other": "Another reason",
}


def declare_conflict(*, account_id: UUID, household_id: UUID, reason: str, by: Actor, now: datetime) -> None:
    """Bar an account from a household's case. Declaring it twice changes nothing.

    `reason` is a key of REASONS: the words themselves could say who somebody's relation is.

    Raises:
        Forbidden: the actor may not.
        NotFound: no such account or household in the actor's councils.
    """
    insist(by, DECLARE)
    with db.transaction() as session:
        _insist_within(session, by, account_id, household_id)
        _declare(session, account_id, household_id, reason, by, now)


def declare_for_reference(*, account_id: UUID, reference: str, reason: str, by: Actor, now: datetime) -> None:
    """As `declare_conflict`, for a household by its reference.

    Raises:
        Forbidden, NotFound: as there.
        Refused: no household of the actor's councils has this reference.
    """
    insist(by, DECLARE)
    with db.transaction() as session:
        household_id = household_of(session, reference, by.extent(DECLARE).authorities)
        if household_id is None:
            raise Refused("Enter the reference of a household, like H-7K3M9Q", field="reference")
        _insist_within(session, by, account_id, household_id)
        _declare(session, account_id, household_id, reason, by, now)


def declare_own(*, reference: str, reason: str, by: Actor, now: datetime) -> None:
    """Somebody says that they know a family. Whether there is such a household is not said (threat T15)."""
    insist(by, "account.own")
    if by.account_id is None:
        raise NotFound("account")
    with db.transaction() as session:
        household_id = household_of(session, reference)
        if household_id is not None:
            _declare(session, by.account_id, household_id, reason, by, now)
        else:
            audit.record(session, by, "conflict.declared_of_nobody", ("account", by.account_id), now=now)


def withdraw_conflict(*, account_id: UUID, household_id: UUID, by: Actor, now: datetime) -> None:
    """Take back a conflict that was declared by mistake.

    Raises:
        Forbidden, NotFound: as `declare_conflict`; or there is no such conflict.
    """
    insist(by, DECLARE)
    if by.account_id == account_id:
        raise Refused("Ask somebody else in information governance to take back your own")
    with db.transaction() as session:
        _insist_within(session, by, account_id, household_id)
        found = session.get(ConflictOfInterest, (account_id, household_id))
        if found is None:
            raise NotFound("conflict")
        session.delete(found)
        look_again(session, household_id)
        audit.record(
            session, by, "conflict.withdrawn", ("household", household_id), now=now, facts={"account": account_id}
        )


def _insist_within(session: Session, by: Actor, account_id: UUID, household_id: UUID) -> None:
    councils = sorted(by.extent(DECLARE).authorities)
    account = session.scalar(select(Account.id).where(Account.id == account_id, within(by, DECLARE)))
    ours = select(household.c.id).where(household.c.id == household_id, household.c.authority_code.in_(councils))
    if account is None or session.scalar(ours) is None:
        raise NotFound("account or household")


def _declare(session: Session, account_id: UUID, household_id: UUID, reason: str, by: Actor, now: datetime) -> None:
    if reason not in REASONS:
        raise Refused("Select a reason", field="reason")
    row = {
        "account_id": account_id,
        "household_id": household_id,
        "declared_at": now,
        "declared_by": by.account_id,
        "reason": reason,
    }
    session.execute(insert(ConflictOfInterest).values(row).on_conflict_do_nothing())
    look_again(session, household_id)
    facts = {"account": account_id, "reason": reason}
    audit.record(session, by, "conflict.declared", ("household", household_id), now=now, facts=facts)
