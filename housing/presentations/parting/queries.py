"""What joins a household to others, as its page shows it: nothing of one that is not for this person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from housing.access import Actor, NotFound
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.parting.copying import SAID
from housing.presentations.parting.models import MERGE, REJOIN, SPLIT, HouseholdLink
from housing.web.filters import said_date

AWAY = {
    SPLIT: "Some of this household left to be a household of their own",
    REJOIN: "The people of this household went back to the one that they had left",
    MERGE: "This record goes on in another",
}
HERE = {
    SPLIT: "This household was part of another",
    REJOIN: "People who had left came back",
    MERGE: "Another record of the same person goes on here",
}


@dataclass(frozen=True, slots=True)
class Link:
    """One link from the side of the household that is shown. `other` is the other household's id, and `reference` what
    staff call it, None where it is not for this person."""

    id: UUID
    kind: str
    away: bool
    sentence: str
    on: str
    by: str
    at: datetime
    words: str
    copied: str
    other: UUID | None
    reference: str | None
    undone: str


def links(session: Session, actor: Actor, household_id: UUID) -> list[Link]:
    """Every link of a household that the caller has opened, the newest first: three queries at most."""
    query = (
        select(HouseholdLink)
        .where(or_(HouseholdLink.from_household_id == household_id, HouseholdLink.to_household_id == household_id))
        .options(selectinload(HouseholdLink.undoing))
        .order_by(HouseholdLink.at.desc(), HouseholdLink.id)
    )
    rows = list(session.scalars(query))
    if not rows:
        return []
    ids = {each for row in rows for each in (row.from_household_id, row.to_household_id)} - {household_id}
    seen = dict(
        session.execute(select(Household.id, Household.reference).where(Household.id.in_(ids), visible(actor))).all()
    )
    return [_shown(row, household_id, seen) for row in rows]


def one(session: Session, actor: Actor, household_id: UUID, link_id: UUID) -> Link:
    """One link of a household that the caller has opened, whose other side is for this person too.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    found = next((each for each in links(session, actor, household_id) if each.id == link_id), None)
    if found is None or found.reference is None:
        raise NotFound("link")
    return found


def _shown(row: HouseholdLink, household_id: UUID, seen: dict[UUID, str]) -> Link:
    away = row.from_household_id == household_id
    other = row.to_household_id if away else row.from_household_id
    known = other in seen
    undone = f"{row.undoing.by_name} took the two apart on {said_date(row.undoing.at)}" if row.undoing else ""
    return Link(
        id=row.id,
        kind=row.kind,
        away=away,
        sentence=(AWAY if away else HERE)[row.kind],
        on=said_date(row.at),
        by=row.by_name,
        at=row.at,
        words=row.words if known else "",
        copied=", ".join(SAID[each] for each in row.copied if each in SAID) if known else "",
        other=other if known else None,
        reference=seen.get(other),
        undone=undone if known else "",
    )
