"""What every change to a household shares: it is the actor's to change, nobody saved in between, fields that moved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from housing.access import Actor, NotFound, insist
from housing.households.models import Household
from housing.households.queries import PARTS, visible
from housing.rechecks import look_again
from housing.refusals import Outdated

EDIT = "household.edit"


def opened(
    session: Session,
    by: Actor,
    household_id: UUID,
    *parts: str,
    version: int | None = None,
    permission: str = EDIT,
) -> Household:
    """The household, locked until the transaction ends, with its version moved on; its place is looked at again.

    `parts` are those of PARTS that the change touches; the others are not read. `version` is what the page was opened
    with; None where there was no page.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        NotFound: it is not there, or not for this person.
        Outdated: somebody saved it since.
    """
    insist(by, permission)
    query = (
        select(Household)
        .where(Household.id == household_id, visible(by, permission))
        .options(*(PARTS[part] for part in parts))
        .with_for_update(of=Household)
    )
    household = session.scalar(query)
    if household is None:
        raise NotFound("household")
    if version is not None and version != household.version:
        raise Outdated("this household")
    flag_modified(household, "reference")
    look_again(session, household_id)
    return household


def put(row: Any, **values: Any) -> list[str]:
    """Set what differs; the names of the fields that changed, for the audit trail."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def next_position(rows: list[Any]) -> int:
    """The place after the last of a list whose rows carry `position`."""
    return max((row.position for row in rows), default=-1) + 1
