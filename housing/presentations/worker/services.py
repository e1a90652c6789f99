"""Naming the worker: taking a case that has none, giving one to a colleague, with the reason kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit, codes, outbox
from housing.access import Actor
from housing.db import transaction
from housing.households import timeline
from housing.people.models import Account
from housing.presentations import opening
from housing.presentations.models import Presentation
from housing.presentations.moments import following
from housing.presentations.worker import queries
from housing.presentations.worker.models import WorkerEntry
from housing.refusals import Refused

REASONS = "worker_reason"
NO_WORKER, GIVEN_WORDING = "no_worker", "case_given"


def take_case(*, presentation_id: UUID, by: Actor, now: datetime) -> None:
    """Become the worker of a case that nobody works with; taking one's own again changes nothing.

    Raises:
        NotFound: not there, or not for this person.
        Refused: somebody works with her, or this person may not; it has ended.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, permission=queries.OWN)
        if presentation.officer_id == by.account_id:
            return
        if not queries.has_nobody(session, presentation.id, now):
            raise Refused(f"{_name(session, presentation)} works with this household already.")
        _check(session, presentation, by.account_id, now)
        put_worker(session, presentation, by.account_id, how="taken", reason=NO_WORKER, words=None, by=by, now=now)


def give_case(
    *,
    presentation_id: UUID,
    to: UUID,
    reason: str,
    words: str | None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """A lead names the worker, or another one; giving the case to whoever has it changes nothing.

    `reason` is a code of the list `worker_reason`: one worker throughout is the rule, and this is an exception to it.

    Raises:
        Forbidden: the person is no lead.
        NotFound: not there, or not for this person.
        Refused: it has ended, that person may not work on it, or no reason is given.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version, permission=queries.ASSIGN)
        if reason not in codes.choices(session, REASONS, presentation.authority_code):
            raise Refused("Select why.", field="reason")
        _check(session, presentation, to, now)
        if presentation.officer_id == to:
            return
        put_worker(session, presentation, to, how="given", reason=reason, words=words, by=by, now=now)
        if to != by.account_id:
            facts = {"reference": presentation.household.reference}
            outbox.put(session, account_id=to, wording=GIVEN_WORDING, facts=facts, now=now)


def put_worker(
    session: Session,
    presentation: Presentation,
    to: UUID | None,
    *,
    how: str,
    reason: str,
    words: str | None,
    by: Actor,
    now: datetime,
) -> WorkerEntry:
    """Name another worker inside the caller's transaction; whether they may be was the caller's to check."""
    history = queries.history(session, presentation.id)
    entry = WorkerEntry(
        presentation_id=presentation.id,
        at=following(now, history[0][0].at if history else None),
        by=by.account_id,
        by_name=by.name,
        before_id=presentation.officer_id,
        worker_id=to,
        how=how,
        reason=reason,
        words=words,
    )
    session.add(entry)
    presentation.officer_id = to
    told = "A worker was named." if entry.before_id is None else "The named worker changed."
    timeline.tell(session, presentation.household_id, "presentation", told, by=by, now=now)
    audit.record(
        session, by, "presentation.worker", presentation, now=now, facts={"to": to, "how": how, "reason": reason}
    )
    return entry


def _check(session: Session, presentation: Presentation, account: UUID | None, now: datetime) -> None:
    if account not in queries.able(session, presentation.household, now):
        raise Refused("Select somebody who may work on this case.", field="to")


def _name(session: Session, presentation: Presentation) -> str:
    return session.get_one(Account, presentation.officer_id).name
