"""Recording her immigration status on a case: a new row, and the tasks that its clock asks for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from housing.access import Actor
from housing.db import transaction
from housing.households import editing
from housing.households.immigration.models import ImmigrationStatus
from housing.households.immigration.recording import Said, put_status
from housing.presentations.funding.planning import watch


def record_status(*, household_id: UUID, said: Said, by: Actor, now: datetime) -> ImmigrationStatus:
    """Add a line to the history of her status; nothing is sent to anybody.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: an answer that is not of its list, or days that contradict.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        row = put_status(session, household, said, by=by, now=now)
        session.flush()
        watch(session, household, by=by, now=now)
    return row
