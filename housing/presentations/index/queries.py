"""The list of households: visible ones with where each stands, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager, selectinload

from housing.access import Actor
from housing.households import references
from housing.households.alike.suggesting import suggestions
from housing.households.models import Household, Person
from housing.households.naming import index_of
from housing.households.queries import visible
from housing.people.models import Account
from housing.presentations.models import BandDecision, Presentation, StageEntry
from pathway.stages import SEEKING

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One household of the list: its open or latest presentation and what it stands at."""

    household: Household
    presentation: Presentation
    band: int | None
    stage: str | None
    officer: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; None and "" are everything. `ended`: those that have ended instead of open ones."""

    stage: str | None = None
    band: int | None = None
    officer: UUID | None = None
    ended: bool = False


Value = TypeVar("Value")


def _newest(model: type[BandDecision] | type[StageEntry], value: InstrumentedAttribute[Value]) -> ColumnElement[Value]:
    of_this = select(value).where(model.presentation_id == Presentation.id)
    return of_this.order_by(model.at.desc()).limit(1).scalar_subquery()


band_now = _newest(BandDecision, BandDecision.band)
stage_now = _newest(StageEntry, StageEntry.stage)


def count(session: Session, actor: Actor, wanted: Wanted) -> int:
    """How many there are."""
    query = select(func.count()).select_from(Presentation).join(Household, Household.id == Presentation.household_id)
    return session.scalar(query.where(visible(actor), *_narrowed(wanted))) or 0


def page(session: Session, actor: Actor, wanted: Wanted, *, offset: int, limit: int) -> list[Row]:
    """One page: who is still looking for a place first, the most urgent before the others, then the longest wait."""
    placed = stage_now.not_in([str(stage) for stage in SEEKING])
    query = _rows().where(visible(actor), *_narrowed(wanted))
    query = query.order_by(placed, band_now, Presentation.presented_at, Presentation.id)
    return _read(session, query.offset(offset).limit(limit))


def search(session: Session, actor: Actor, typed: str) -> list[Row]:
    """Visible households by reference, of theirs or of a presentation, or by somebody's name, in other spellings and
    in any order of its words too; the newest first."""
    reference = references.tidy(typed)
    named = select(Person.household_id).where(Person.name_index == index_of(typed), Person.name_index.is_not(None))
    alike = [each.household_id for each in suggestions(session, actor, typed)]
    called = or_(Household.id.in_(named), Household.id.in_(alike))
    found = or_(Household.reference == reference, Presentation.reference == reference, called)
    query = _rows().where(visible(actor), found).order_by(Presentation.presented_at.desc()).limit(MOST_FOUND)
    return _read(session, query)


def by_ids(session: Session, actor: Actor, households: Sequence[UUID]) -> dict[UUID, Row]:
    """Visible households by id, each with its open or latest presentation."""
    query = _rows().where(visible(actor), Household.id.in_(households)).order_by(Presentation.presented_at)
    return {row.household.id: row for row in _read(session, query)}


def officers(session: Session, actor: Actor) -> dict[str, str]:
    """Who has households that the actor sees, as {account: name}."""
    query = (
        select(Account.id, Account.name)
        .join(Presentation, Presentation.officer_id == Account.id)
        .join(Household, Household.id == Presentation.household_id)
        .where(visible(actor))
        .order_by(Account.name)
        .distinct()
    )
    return {str(account): name for account, name in session.execute(query)}


def waited(row: Row, now: datetime) -> int:
    """Whole days since she asked for help, until now or until it ended."""
    return ((row.presentation.ended_at or now) - row.presentation.presented_at).days


def _rows() -> Select[Presentation, int, str, str]:
    return (
        select(Presentation, band_now, stage_now, Account.name)
        .join(Household, Household.id == Presentation.household_id)
        .outerjoin(Account, Account.id == Presentation.officer_id)
        .options(contains_eager(Presentation.household).options(selectinload(Household.people)))
    )


def _narrowed(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Presentation.ended_at.is_not(None) if wanted.ended else Presentation.ended_at.is_(None)
    ]
    if wanted.stage:
        conditions.append(stage_now == wanted.stage)
    if wanted.band:
        conditions.append(band_now == wanted.band)
    if wanted.officer:
        conditions.append(Presentation.officer_id == wanted.officer)
    return conditions


def _read(session: Session, query: Select[Presentation, int, str, str]) -> list[Row]:
    found = session.execute(query).all()
    return [Row(one.household, one, band, stage, officer) for one, band, stage, officer in found]
