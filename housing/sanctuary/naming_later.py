"""Naming coordinators for the job of a restricted case after it was referred: the one who was named may have left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from housing.access import Actor
from housing.db import transaction
from housing.households.editing import EDIT
from housing.refusals import Refused
from housing.sanctuary import naming, telling
from housing.sanctuary.opening import opened

WAITS = "sanctuary_waits"


def name_coordinators(*, job_id: UUID, accounts: Collection[UUID], by: Actor, now: datetime) -> None:
    """Name them beside those who are named already; they hear that the job waits.

    Raises:
        NotFound: there is no such job for this person.
        Refused: the job has ended, the case is not restricted, or somebody cannot be named.
    """
    with transaction() as session:
        job = opened(session, by, job_id, EDIT)
        if job.ended_at is not None:
            raise Refused("This job has ended. Nobody needs to run it.", field="named")
        if not job.household.restricted:
            raise Refused("The case is open to the team: every coordinator sees the job already.", field="named")
        naming.name(session, job, accounts, by=by, now=now)
        session.flush()
        telling.tell_coordinators(session, job, WAITS, now=now)
