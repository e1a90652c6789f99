"""Saving the long files that somebody has confirmed: a job's work, each with its sender's own rights at that moment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from housing import audit
from housing.access import Forbidden, NotFound, system
from housing.clock import day_of
from housing.db import reading, transaction
from housing.people.queries import actor_for
from housing.places.sheets.models import StockDraft
from housing.places.sheets.services import confirm_draft
from housing.refusals import Refused

NO_LONGER = "You may no longer change this stock"


def save_waiting(*, now: datetime) -> tuple[int, int]:
    """Save every long file that was confirmed; how many were saved, and how many could not be.

    One file is one transaction: a kill in the middle leaves it waiting, and nothing of it done.
    """
    with reading() as session:
        waiting = session.scalars(
            select(StockDraft.id)
            .where(StockDraft.asked_at.is_not(None), StockDraft.done_at.is_(None))
            .order_by(StockDraft.asked_at, StockDraft.id)
        ).all()
    refused = sum(not _save(draft_id, now) for draft_id in waiting)
    return len(waiting) - refused, refused


def _save(draft_id: UUID, now: datetime) -> bool:
    with reading() as session:
        draft = session.get_one(StockDraft, draft_id)
        by, seen = actor_for(session, draft.made_by, day_of(now)), draft.asked or ""
    try:
        if by is None:
            raise NotFound("account")
        confirm_draft(draft_id=draft_id, seen=seen, by=by, now=now, by_job=True)
    except (Refused, NotFound, Forbidden) as error:
        _tell(draft_id, str(error) if isinstance(error, Refused) else NO_LONGER, now)
        return False
    return True


def _tell(draft_id: UUID, sentence: str, now: datetime) -> None:
    """Leave the sentence for the draft's page; it waits for its sender again."""
    with transaction() as session:
        draft = session.get_one(StockDraft, draft_id)
        draft.asked_at, draft.asked, draft.refused = None, None, sentence
        audit.record(session, system("Files of stock"), "stock_sheet.refused", draft, now=now)
