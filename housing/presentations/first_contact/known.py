"""Who is known already by the name that was typed, of the households that the officer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.households.alike.suggesting import suggestions
from housing.presentations.index.queries import Row, by_ids
from pathway.births import on_day


@dataclass(frozen=True, slots=True)
class Known:
    """A household that may be hers, and why it is shown."""

    row: Row
    why: str


def known(session: Session, actor: Actor, name: str | None, born: date | None) -> list[Known]:
    """Households in which somebody has that name or one like it, the most likely first; nobody for no name."""
    found = suggestions(session, actor, name or "", on_day(born) if born else None)
    rows = by_ids(session, actor, [each.household_id for each in found])
    return [Known(rows[each.household_id], each.why) for each in found if each.household_id in rows]
