"""Recording her immigration status: a new row each time, and the household's short answer follows the newest day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.clock import day_of
from housing.households.immigration.leave import keep_clock
from housing.households.immigration.models import ImmigrationStatus
from housing.households.immigration.queries import ANSWERED, counting_row, history
from housing.households.models import Household
from housing.refusals import Refused
from pathway.immigration import Status

STATUS, EVIDENCE, BASIS = "immigration", "immigration_evidence", "immigration_basis"
ELIGIBILITY = "eligibility"


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of her status from a day on. No evidence is ever needed; `ends_on` is the document's last day."""

    status: str
    from_on: date
    ends_on: date | None = None
    evidence: str | None = None
    checked_by: str | None = None
    basis: str = ELIGIBILITY
    words: str | None = None


def put_status(session: Session, household: Household, said: Said, *, by: Actor, now: datetime) -> ImmigrationStatus:
    """Add a row inside the caller's transaction, the household being locked; the same said again adds none.

    The audit says that it was recorded, not what: the trail carries no status.

    Raises:
        Refused: a slug that is not of its list, a day in the future, or an end before its beginning.
    """
    _check(session, household, said, day_of(now))
    rows = history(session, household.id)
    if rows and _same(rows[-1], said):
        return rows[-1]
    row = _row(household, said, by=by, now=now)
    counts = counting_row([*rows, row], day_of(now)) or row
    household.immigration = counts.status
    session.add(row)
    audit.record(session, by, "household.immigration", household, now=now)
    keep_clock(session, household.id, by=by, now=now)
    return row


def follow_answer(session: Session, household: Household, before: str | None, *, by: Actor, now: datetime) -> None:
    """Add a row for the short answer that was just given on the page about money, in one statement where it is new."""
    if household.immigration is not None:
        session.add(_row(household, Said(household.immigration, day_of(now), evidence=ANSWERED), by=by, now=now))
    if before is not None:
        keep_clock(session, household.id, by=by, now=now)


def _row(household: Household, said: Said, *, by: Actor, now: datetime) -> ImmigrationStatus:
    last = select(func.max(ImmigrationStatus.position)).where(ImmigrationStatus.household_id == household.id)
    return ImmigrationStatus(
        household_id=household.id, position=func.coalesce(last.scalar_subquery() + 1, 0), status=said.status,
        from_on=said.from_on, ends_on=said.ends_on, evidence=said.evidence, checked_by=said.checked_by,
        basis=said.basis, words=said.words, at=now, by=by.account_id, by_name=by.name,
    )  # fmt: skip


def _same(row: ImmigrationStatus, said: Said) -> bool:
    kept = (row.status, row.from_on, row.ends_on, row.evidence, row.checked_by, row.basis, row.words)
    return kept == (
        said.status, said.from_on, said.ends_on, said.evidence, said.checked_by, said.basis, said.words
    )  # fmt: skip


def _check(session: Session, household: Household, said: Said, today: date) -> None:
    council = household.authority_code
    for slug, name, field in (
        (said.status, STATUS, "status"), (said.evidence, EVIDENCE, "evidence"), (said.basis, BASIS, "basis"),
    ):  # fmt: skip
        if slug is not None and slug not in codes.choices(session, name, council):
            raise Refused("Select an answer from the list.", field=field)
    if said.from_on > today:
        raise Refused("The day from which it holds must be today or in the past.", field="from_on")
    if said.ends_on is not None and said.status != Status.MVDAC_GRANTED:
        raise Refused("Only a grant of the concession has a last day here.", field="ends_on")
    if said.ends_on is not None and said.ends_on < said.from_on:
        raise Refused("The last day must not be before the first.", field="ends_on")
