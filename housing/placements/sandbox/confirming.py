"""Making a change whose consequences its maker has seen, and keeping what was seen beside it."""

from __future__ import annotations

import json
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import Actor, insist
from housing.db import transaction
from housing.placements.sandbox.models import WeighedChange
from housing.placements.sandbox.weighing import Weighed, weigh
from housing.refusals import Outdated, Refused

PREVIEW = "change.preview"
MOVED = (
    "The facts have changed since you looked, so nothing was recorded. Look at what it would do now, then record it."
)


class SeenOtherwise(Refused):
    """What it would do now is not what its maker saw; `weighed` is what it would do now."""

    def __init__(self, weighed: Weighed) -> None:
        super().__init__(MOVED)
        self.weighed = weighed


def confirm(*, intention_id: UUID, seen: str, by: Actor, now: datetime) -> WeighedChange:
    """Make an intended change and store what it was seen to do, together; once, however often it is asked.

    `seen` is the mark of what its maker saw (`Weighed.mark`). The preview is worked out again, and stored only where it
    is still the same: what is kept is what was seen, and never comes from the page.

    Raises:
        NotFound: the intention is not the actor's, or what it is about is not there any more.
        SeenOtherwise: the facts have changed, or somebody else was first; nothing was stored.
        Refused: the change cannot be.
    """
    insist(by, PREVIEW)
    done = _done(intention_id, by)
    if done is not None:
        return done
    weighed = weigh(intention_id, by, now=now)
    if not compare_digest(weighed.mark.encode(), seen.encode()):
        raise SeenOtherwise(weighed)
    try:
        return _make(weighed, by, now)
    except Outdated as outdated:
        done = _done(intention_id, by)
        if done is None:
            raise SeenOtherwise(weigh(intention_id, by, now=now)) from outdated
        return done


def _done(intention_id: UUID, by: Actor) -> WeighedChange | None:
    with db.reading() as session:
        return made_from(session, by, intention_id)


def made_from(session: Session, actor: Actor, intention_id: UUID) -> WeighedChange | None:
    """The change that was made from one of the actor's intentions, if it was."""
    query = select(WeighedChange).where(
        WeighedChange.intended_change_id == intention_id, WeighedChange.made_by == actor.account_id
    )
    return session.scalar(query)


def _make(weighed: Weighed, by: Actor, now: datetime) -> WeighedChange:
    change, preview = weighed.change, weighed.preview
    with transaction() as session:
        change.put(session, by, now)
        row = WeighedChange(
            intended_change_id=weighed.intention.id,
            authority_code=change.authority,
            kind=change.kind,
            organisation_id=change.organisation_id,
            property_id=change.property_id,
            household_id=change.household_id,
            changed=json.dumps(change.as_document()),
            preview=json.dumps(preview, separators=(",", ":")),
            problem_sha256=preview["today"]["problem_sha256"],
            problems=preview["looked_at"],
            engine=preview["engine"],
            made_at=now,
            made_by=weighed.intention.made_by,
            made_by_name=by.name,
        )
        session.add(row)
        session.flush()
        facts = {"intended_change": weighed.intention.id, "kind": change.kind}
        audit.record(session, by, "change.confirmed", row, now=now, facts=facts)
    return row
