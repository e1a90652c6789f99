"""Separations as the pages show them: only to those who may see both households."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from housing import codes
from housing.access import Actor, NotFound
from housing.db import Id
from housing.households.models import Household
from housing.households.queries import visible
from housing.households.separations.levels import LEVELS
from housing.households.separations.models import DISTANCE, SYSTEM, Separation
from housing.people.conflicts.queries import tidy
from housing.people.models import Organisation
from housing.places.models import Property

KEEP, REASONS = "separation.keep", "separation_reason"
PAGE = 25
FOUND_WORDS = {
    "shared_concern": "Both may fear the same person",
    "kin_of_concern": "Both may fear the same person, who is family of one of them",
    "ex_partner": "One may be the partner, or former partner, whom the other fears",
    "counter_allegation": "Somebody of one may be whom the other fears",
    "staff_interest": "Somebody of its staff has a declared interest",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One separation as a page shows it. `other` is what the household is kept from; `other_id` a household's id."""

    id: UUID
    household_id: UUID
    reference: str
    other: str
    other_id: UUID | None
    level: str
    reason: str
    found: str
    why: str
    from_on: date
    made_at: datetime
    made_by: str
    ended: str
    ended_at: datetime | None


def standing(session: Session, actor: Actor, *, page: int = 1) -> list[Shown]:
    """One page of what counts now: what people recorded before what Haven found, the newest first."""
    return _page(session, actor, Separation.ended_at.is_(None), page)


def ended(session: Session, actor: Actor, *, page: int = 1) -> list[Shown]:
    """One page of what has ended, the newest first."""
    return _page(session, actor, Separation.ended_at.is_not(None), page)


def count(session: Session, actor: Actor, *, still: bool) -> int:
    """How many count now, or have ended."""
    counts = Separation.ended_at.is_(None) if still else Separation.ended_at.is_not(None)
    return session.scalar(select(func.count()).select_from(Separation).where(within(actor), counts)) or 0


def of_household(session: Session, actor: Actor, household_id: UUID) -> tuple[list[Shown], int]:
    """What counts now for one household, newest first; and how many more with one out of reach."""
    about = or_(Separation.household_id == household_id, Separation.other_household_id == household_id)
    here = literal(household_id, Id).in_(_seen(actor))
    counts = and_(about, here, Separation.ended_at.is_(None))
    found = _shown(session, _rows(actor).where(counts).order_by(Separation.made_at.desc(), Separation.id))
    every = session.scalar(select(func.count()).select_from(Separation).where(counts)) or 0
    return found, every - len(found)


def one(session: Session, actor: Actor, separation_id: UUID) -> Shown:
    """One separation.

    Raises:
        NotFound: it is not there, or not both households are within the actor's reach.
    """
    found = _shown(session, _rows(actor).where(Separation.id == separation_id))
    if not found:
        raise NotFound("separation")
    return found[0]


def row(session: Session, actor: Actor, separation_id: UUID, *, locked: bool = False) -> Separation:
    """One stored separation with its end. Raises NotFound, as `one`."""
    query = (
        select(Separation).where(Separation.id == separation_id, within(actor)).options(selectinload(Separation.end))
    )
    found = session.scalar(query.with_for_update(of=Separation) if locked else query)
    if found is None:
        raise NotFound("separation")
    return found


def household_called(session: Session, actor: Actor, reference: str) -> UUID | None:
    """The household of a reference, where the actor may see it."""
    return session.scalar(select(Household.id).where(Household.reference == tidy(reference), visible(actor, KEEP)))


def standing_like(session: Session, new: Separation) -> Separation | None:
    """The separation that a person recorded before of the same pair, or of the same household and home."""
    if new.property_id is not None:
        same = and_(Separation.household_id == new.household_id, Separation.property_id == new.property_id)
    else:
        pair = (new.household_id, new.other_household_id)
        same = and_(Separation.household_id.in_(pair), Separation.other_household_id.in_(pair))
    return session.scalar(select(Separation).where(same, Separation.ended_at.is_(None), Separation.found != SYSTEM))


def within(actor: Actor) -> ColumnElement[bool]:
    """Separations of which the actor may see every household."""
    other, seen = Separation.other_household_id, _seen(actor)
    return and_(Separation.household_id.in_(seen), or_(other.is_(None), other.in_(seen)))


def _seen(actor: Actor) -> Select[UUID]:
    """The households within reach, whatever else the query around it reads."""
    return select(Household.id).where(visible(actor, KEEP)).correlate(None)


Other = aliased(Household)


def _rows(actor: Actor) -> Select[Separation, str, str | None, str | None]:
    return (
        select(Separation, Household.reference, Other.reference, func.coalesce(Property.code, Organisation.name))
        .join(Household, Household.id == Separation.household_id)
        .outerjoin(Other, Other.id == Separation.other_household_id)
        .outerjoin(Property, Property.id == Separation.property_id)
        .outerjoin(Organisation, Organisation.id == Separation.organisation_id)
        .where(within(actor))
        .options(joinedload(Separation.end))
    )


def _page(session: Session, actor: Actor, counts: ColumnElement[bool], page: int) -> list[Shown]:
    query = _rows(actor).where(counts).order_by(Separation.found, Separation.made_at.desc(), Separation.id)
    return _shown(session, query.limit(PAGE).offset((page - 1) * PAGE))


def _shown(session: Session, query: Select[Separation, str, str | None, str | None]) -> list[Shown]:
    reasons = FOUND_WORDS | codes.choices(session, REASONS)
    return [_one(*found, reasons) for found in session.execute(query)]


def _one(each: Separation, reference: str, other: str | None, home: str | None, reasons: Mapping[str, str]) -> Shown:
    return Shown(
        id=each.id,
        household_id=each.household_id,
        reference=reference,
        other=other or (f"every home of {home}" if each.organisation_id else home or ""),
        other_id=each.other_household_id,
        level=level_said(each.level, each.distance_m),
        reason=reasons.get(each.reason, each.reason),
        found="Haven" if each.found == SYSTEM else "",
        why=each.why or "",
        from_on=each.from_on,
        made_at=each.made_at,
        made_by=each.made_by_name,
        ended=f"{each.end.by_name}: {each.end.reason}" if each.end else "",
        ended_at=each.ended_at,
    )


def level_said(level: str, metres: int | None) -> str:
    """How far, in words: "Not within 1,000 metres"."""
    return f"Not within {metres:,} metres" if level == DISTANCE and metres else LEVELS[level]
