"""Reading her immigration status: the rows as they were recorded, and what they say for a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.households.immigration.models import ImmigrationStatus
from pathway.immigration import Entry, Standing, Status, counting, standing

ANSWERED = "answered"  # how a short answer on the page about money is known: said on that day, of no known day


def history(session: Session, household_id: UUID) -> list[ImmigrationStatus]:
    """Every row of one household, in the order in which they were recorded."""
    return histories(session, [household_id])[household_id]


def histories(session: Session, households: Iterable[UUID]) -> dict[UUID, list[ImmigrationStatus]]:
    """The rows of some households in one query; an empty list for one that has none."""
    wanted = sorted(set(households))
    found: defaultdict[UUID, list[ImmigrationStatus]] = defaultdict(list)
    query = select(ImmigrationStatus).where(ImmigrationStatus.household_id.in_(wanted))
    for row in session.scalars(query.order_by(ImmigrationStatus.position)):
        found[row.household_id].append(row)
    return {household_id: found[household_id] for household_id in wanted}


def entries(rows: Sequence[ImmigrationStatus]) -> list[Entry]:
    """The rows as pathway.immigration takes them; a status of the council's own list decides nothing by itself."""
    return [Entry(status_of(row.status), row.from_on, row.ends_on, row.evidence != ANSWERED) for row in rows]


def counting_row(rows: Sequence[ImmigrationStatus], today: date) -> ImmigrationStatus | None:
    """The row that counts on a day; None where nothing has been recorded."""
    place = counting(entries(rows), today)
    return None if place is None else rows[place]


def status_of(slug: str | None) -> Status:
    """A slug of the code list as a status; "not known" for one that Haven has no rule for."""
    return Status(slug) if slug in set(Status) else Status.NOT_KNOWN


def standing_of(rows: Sequence[ImmigrationStatus], today: date) -> Standing | None:
    """Where she stands on a day; None where nothing has been recorded."""
    return standing(entries(rows), today)
