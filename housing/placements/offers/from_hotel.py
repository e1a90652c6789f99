"""She arrives at a place of her own: the hotel, or whatever temporary place she was in, is over from the same day.

Its nights are counted against the 42 of SI 2003/3326: one that nobody ends would go on counting while she is safe.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing.access import Actor
from housing.households import queries as households
from housing.placements.models import Offer
from housing.presentations.models import Presentation
from housing.presentations.nights.models import TemporaryStay
from housing.presentations.nights.services import put_left
from housing.presentations.queries import decisions


def leave_temporary(session: Session, offer: Offer, arrived_on: date, *, by: Actor, now: datetime) -> None:
    """End the temporary stay of an offer's presentation on the day of arrival, if there is one. The case is locked."""
    query = select(TemporaryStay).where(
        TemporaryStay.presentation_id == offer.presentation_id, TemporaryStay.ended_at.is_(None)
    )
    row = session.scalar(query.options(selectinload(TemporaryStay.leaving)).with_for_update())
    if row is None:
        return
    presentation = session.scalars(
        select(Presentation)
        .where(Presentation.id == offer.presentation_id)
        .options(joinedload(Presentation.household).options(households.PARTS["births"]), *decisions())
        .execution_options(populate_existing=True)
    ).one()
    left_on = max(arrived_on, row.arrived_on)
    put_left(session, presentation, row, left_on=left_on, safe_tonight=True, why=None, by=by, now=now)
