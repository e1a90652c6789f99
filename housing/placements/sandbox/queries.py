"""Reading past changes: each person those that concern what they look after, with what was seen of them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, defer

from housing.access import Actor, NotFound
from housing.households.models import Household
from housing.households.queries import visible
from housing.placements.sandbox.models import WeighedChange

PERMISSION = "change.read"
PAGE = 25


def count(session: Session, actor: Actor) -> int:
    """How many changes this person may see."""
    return session.scalar(select(func.count()).select_from(WeighedChange).where(_within(actor))) or 0


def past(session: Session, actor: Actor, *, page: int = 1) -> list[WeighedChange]:
    """One page of the changes that this person may see, newest first, without what was seen of them."""
    query = _changes(actor).options(defer(WeighedChange.preview)).limit(PAGE).offset((page - 1) * PAGE)
    return list(session.scalars(query))


def one(session: Session, actor: Actor, change_id: UUID) -> WeighedChange:
    """One change.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    found = session.scalar(_changes(actor).where(WeighedChange.id == change_id))
    if found is None:
        raise NotFound("change")
    return found


def words(change: WeighedChange) -> dict[str, Any]:
    """What was changed, as `change.Change.as_document` said it."""
    read: dict[str, Any] = json.loads(change.changed)
    return read


def preview(change: WeighedChange) -> dict[str, Any]:
    """What was seen of it, in full."""
    read: dict[str, Any] = json.loads(change.preview)
    return read


def _within(actor: Actor) -> ColumnElement[bool]:
    """A provider's own, or the council's; one household's only where the household may be seen."""
    extent = actor.extent(PERMISSION)
    hers = select(Household.id).where(visible(actor))
    return or_(
        and_(
            WeighedChange.household_id.is_(None),
            or_(
                WeighedChange.organisation_id.in_(sorted(extent.organisations)),
                WeighedChange.authority_code.in_(sorted(extent.authorities)),
            ),
        ),
        WeighedChange.household_id.in_(hers),
    )


def _changes(actor: Actor) -> Select[WeighedChange]:
    return select(WeighedChange).where(_within(actor)).order_by(WeighedChange.made_at.desc(), WeighedChange.id)
