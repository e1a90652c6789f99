"""Who did or saw what of one case, a line for each person and day.

The one place beside information governance that reads the trail (docs/design/security.md: "who viewed my case"): only
lines on this household, and of each only who, when and what kind of thing. The caller has asked for reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, cast, distinct, func, select
from sqlalchemy.orm import Session

from housing.audit import AuditEntry

SAID = {
    "household.read": "opened it",
    "household.contact_shown": "saw how to reach them",
    "household.story_read": "read the whole story",
    "household.story_downloaded": "took the story as a file",
    "household.printed": "printed it",
    "household.options": "saw where they could go",
    "household.map": "saw the map",
    "household.looked": "asked who had looked",
    "document.opened": "opened a document",
    "copy.read": "read her copy",
    "copy.taken": "took her copy as a file",
    "offer.read": "read an offer",
    "stay.read": "read a stay",
    "sanctuary.read": "read a sanctuary job",
}
CHANGED = "changed or recorded something"
DAY = cast(func.timezone("Europe/London", AuditEntry.at), Date)


@dataclass(frozen=True, slots=True)
class Look:
    """One person on one London day: how many lines of the trail, the last of them, and what they were, in words."""

    day: date
    who: str
    times: int
    last_at: datetime
    what: str


def count(session: Session, household_id: UUID) -> int:
    """How many people times days there are."""
    groups = select(AuditEntry.actor).where(_of(household_id)).group_by(AuditEntry.account_id, AuditEntry.actor, DAY)
    return session.scalar(select(func.count()).select_from(groups.subquery())) or 0


def looks(session: Session, household_id: UUID, *, size: int, offset: int = 0) -> list[Look]:
    """The newest day first."""
    query = (
        select(
            DAY, AuditEntry.actor, func.count(), func.max(AuditEntry.at), func.array_agg(distinct(AuditEntry.action))
        )
        .where(_of(household_id))
        .group_by(AuditEntry.account_id, AuditEntry.actor, DAY)
        .order_by(func.max(AuditEntry.seq).desc())
        .offset(offset)
        .limit(size)
    )
    return [Look(day, who, times, last, _said(actions)) for day, who, times, last, actions in session.execute(query)]


def _of(household_id: UUID) -> ColumnElement[bool]:
    return and_(AuditEntry.subject_id == str(household_id), AuditEntry.subject == "household")


def _said(actions: Sequence[str]) -> str:
    words = "; ".join(dict.fromkeys(SAID.get(action, CHANGED) for action in sorted(actions)))
    return words[:1].upper() + words[1:]
