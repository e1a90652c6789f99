"""Reading the guide: what is in force on a day, and how a row came to be what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing.access import NotFound
from housing.presentations.guide.models import GuideRow
from pathway.guide import Support
from pathway.promises import Unit, Within
from pathway.stages import Stage


@dataclass(frozen=True, slots=True)
class Line:
    """A row in force: its id, which a task keeps, and what the pathway reads."""

    id: UUID
    support: Support


def in_force(session: Session, authority: str, on: date) -> list[Line]:
    """The guide of a council on a day, in its order, in one query."""
    return [Line(row.id, support_of(row)) for row in rows(session, authority, on)]


def rows(session: Session, authority: str, on: date) -> list[GuideRow]:
    """The rows in force, in their order."""
    found = session.scalars(_newest(authority).where(GuideRow.from_on <= on))
    return sorted((row for row in found if not row.retired), key=lambda row: (row.position, row.slug))


def coming(session: Session, authority: str, on: date) -> list[GuideRow]:
    """Rows of the council that are recorded and begin after that day, the next first."""
    query = select(GuideRow).where(GuideRow.authority_code == authority, GuideRow.from_on > on)
    return list(session.scalars(query.order_by(GuideRow.from_on, GuideRow.recorded_at)))


def history(session: Session, authority: str, slug: str) -> Sequence[GuideRow]:
    """Every row of one slug that this council may read, the newest first.

    Raises:
        NotFound: there is none.
    """
    query = select(GuideRow).where(GuideRow.slug == slug, _readable(authority))
    found = session.scalars(query.order_by(GuideRow.from_on.desc(), GuideRow.recorded_at.desc().nulls_last())).all()
    if not found:
        raise NotFound("guide_row")
    return found


def support_of(row: GuideRow) -> Support:
    """A stored row as the pathway reads it."""
    return Support(
        slug=row.slug,
        stage=Stage(row.stage),
        owed=row.owed,
        by=row.by_role,
        within=Within(Unit(row.unit), row.length, row.said),
        only=row.only_for,
        source=row.source,
        verified=row.verified,
        carries=row.carries,
        kept_by=row.kept_by,
        from_on=row.from_on,
    )


def _newest(authority: str) -> Select[GuideRow]:
    return (
        select(GuideRow)
        .ext(distinct_on(GuideRow.slug))
        .where(_readable(authority))
        .order_by(
            GuideRow.slug,
            GuideRow.authority_code.is_(None),
            GuideRow.from_on.desc(),
            GuideRow.recorded_at.desc().nulls_last(),
        )
    )


def _readable(authority: str) -> ColumnElement[bool]:
    return or_(GuideRow.authority_code.is_(None), GuideRow.authority_code == authority)
