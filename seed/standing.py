"""Where those who wait stand this morning: some assessed, some being found somewhere safe, one without a worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from housing.db import reading, transaction
from housing.households.models import Household
from housing.presentations.index.queries import stage_now
from housing.presentations.models import Presentation
from housing.presentations.services import move_stage
from housing.presentations.worker.services import put_worker
from pathway.stages import Stage
from seed.cast import Cast
from seed.passing import offer_to_agency

FIRST = Stage.FIRST_CONTACT.value
LATELY = timedelta(days=3)  # who came since then is still at first contact
MOST = 18  # each move costs some twenty statements
NOT_YET = 3  # of those who wait longer, every third is still at first contact: nobody could reach her


def let_stand(cast: Cast, *, now: datetime) -> None:
    """Those who have waited longest have been assessed; whoever has nowhere safe is being found somewhere; the worker
    of one has left the team, and an agency outside has not answered about another."""
    officer, at = cast.actors["officer"], now - timedelta(hours=5)
    waiting = [each for number, each in enumerate(_waiting(cast, at - LATELY)) if number % NOT_YET]
    for presentation in waiting[:MOST]:
        move_stage(presentation_id=presentation.id, move="assess", by=officer, now=at)
        if presentation.situation.get("nowhere_safe_tonight") or presentation.situation.get("in_hotel"):
            move_stage(presentation_id=presentation.id, move="nowhere_safe", by=officer, now=at + timedelta(minutes=30))
    for presentation in waiting[-1:]:
        _worker_left(cast, presentation, at)
    for presentation in waiting[-2:-1]:
        offer_to_agency(presentation_id=presentation.id, household_id=presentation.household_id, by=officer, at=at)


def _waiting(cast: Cast, before: datetime) -> list[Presentation]:
    """Open cases of the officer that have had no place, the longest wait first."""
    officer = cast.actors["officer"]
    query = (
        select(Presentation)
        .join(Household, Household.id == Presentation.household_id)
        .where(Presentation.officer_id == officer.account_id, Presentation.ended_at.is_(None))
        .where(Presentation.presented_at < before, Household.restricted.is_(False), stage_now == FIRST)
        .order_by(Presentation.presented_at, Presentation.id)
    )
    with reading() as session:
        return list(session.scalars(query))


def _worker_left(cast: Cast, presentation: Presentation, at: datetime) -> None:
    lead = cast.actors["homelessness"]
    with transaction() as session:
        case = session.get_one(Presentation, presentation.id, with_for_update=True)
        put_worker(session, case, None, how="left", reason="left", words="Made up: left the team", by=lead, now=at)
