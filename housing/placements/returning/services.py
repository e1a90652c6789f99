"""What is known from before, section by section, and that she said that it still holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from housing import audit
from housing.access import Actor
from housing.db import transaction
from housing.households import timeline
from housing.placements.moving.planning import open_case
from housing.placements.returning.models import StillHolds
from housing.presentations.models import Presentation
from housing.presentations.tasks.sections import SECTIONS, Progress, Section, standings
from housing.refusals import Refused

# Of the presentation and not of her: empty again each time, and asked like the first time.
ASKED_ANEW = frozenset({"situation", "risk"})
SLUGS = frozenset(section.slug for section in SECTIONS) - ASKED_ANEW


@dataclass(frozen=True, slots=True)
class Known:
    """One section that is known from before; `confirmed` is set once she has said that it still holds."""

    section: Section
    confirmed: StillHolds | None


def known_before(session: Session, presentation: Presentation) -> list[Known]:
    """What an open presentation found recorded when it began; nothing for a household that asks for the first time.

    The presentation's household must be loaded whole. Two queries.
    """
    if presentation.ended_at is not None or not came_before(session, presentation):
        return []
    query = select(StillHolds).where(StillHolds.presentation_id == presentation.id)
    confirmed = {row.section: row for row in session.scalars(query)}
    return [
        Known(each.section, confirmed.get(each.section.slug))
        for each in standings(presentation)
        if each.section.slug not in ASKED_ANEW and each.progress is not Progress.NOT_ASKED
    ]


def came_before(session: Session, presentation: Presentation) -> bool:
    """Whether the household has asked for help before this presentation."""
    other = aliased(Presentation)
    earlier = exists().where(
        other.household_id == presentation.household_id, other.id != presentation.id,
        other.presented_at < presentation.presented_at,
    )  # fmt: skip
    return bool(session.scalar(select(earlier)))


def still_right(*, household_id: UUID, sections: Collection[str], by: Actor, now: datetime) -> Sequence[str]:
    """Keep that she said of these sections that they still hold; said again it stays as it was said first.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: its presentation has ended, or a section is none.
    """
    with transaction() as session:
        presentation = open_case(session, household_id, by)
        wanted = sorted(set(sections))
        if not wanted or not set(wanted) <= SLUGS:
            raise Refused("Select what she said is still right.", field="sections")
        rows = [
            {"presentation_id": presentation.id, "section": slug, "at": now, "by": by.account_id, "by_name": by.name}
            for slug in wanted
        ]
        new = session.scalars(insert(StillHolds).on_conflict_do_nothing().returning(StillHolds.section), rows).all()
        if new:
            words = "She was asked again what was known before, and what still holds."
            timeline.tell(session, household_id, "presentation", words, by=by, now=now)
            facts = {"sections": sorted(new), "household": household_id}
            audit.record(session, by, "presentation.still_holds", presentation, now=now, facts=facts)
    return new
