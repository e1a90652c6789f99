"""Reasoning why a place is suitable: a row each time, the answers sealed; the task that asked for it is settled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role, insist
from housing.clock import day_of
from housing.codes import setting
from housing.db import transaction
from housing.placements.models import Offer
from housing.placements.offers import opening
from housing.placements.offers.telling import tell_story
from housing.placements.suitability.models import SuitabilityReasoning
from housing.refusals import Refused
from housing.tasks.raising import raise_task, settle_tasks
from pathway.calendar import add_hours
from pathway.suitability import LONGEST, heads, missing

MAKE = "offer.make"


def reason_suitability(
    *, offer_id: UUID, answers: Mapping[str, str], suitable: bool, by: Actor, now: datetime
) -> SuitabilityReasoning:
    """Keep why a place is suitable for this household, or is not; whoever reasons again adds to it.

    `answers` are words by head of pathway.suitability. What says the same as the newest row adds nothing.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: a head that is needed has no words, or words are too long; `field` is the head.
    """
    insist(by, MAKE)
    given = _read(answers, now)
    with transaction() as session:
        offer = opening.for_council(session, by, offer_id, MAKE)
        last = newest(session, offer_id)
        if last is not None and (last.suitable, json.loads(last.answers)) == (suitable, given):
            return last
        row = SuitabilityReasoning(
            offer_id=offer_id, position=last.position + 1 if last else 0, suitable=suitable,
            answers=json.dumps(given), at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        settle_tasks(session, once=_cause(offer_id), authority=offer.authority_code, by=by, now=now)
        said = "is suitable for her" if suitable else "is not suitable for her"
        tell_story(session, offer, f"It was reasoned why {offer.unit.code} {said}.", by=by, now=now)
        session.flush()
        audit.record(session, by, "suitability.reasoned", row, now=now, facts={"offer": offer_id, "suitable": suitable})
    return row


def ask_for_reasoning(session: Session, offer: Offer, *, by: Actor, now: datetime) -> None:
    """Both have accepted: her officer owes the reasoning, unless it is there. Inside the caller's transaction."""
    if session.scalar(select(func.count()).where(SuitabilityReasoning.offer_id == offer.id)):
        return
    hours = setting(session, "suitability.within_hours", authority=offer.authority_code, on=day_of(now))
    raise_task(
        session, kind="suitability", authority=offer.authority_code, role=Role.OFFICER,
        organisation_id=offer.household.organisation_id, title="Say why the place is suitable",
        why="Both have accepted. Why the place is suitable for this household is kept with the offer, under the heads "
        "of SI 2012/2601: a review asks for it, and the next worker reads it.",
        due_at=add_hours(now, float(hours)), by=by, now=now, household_id=offer.household_id,
        about=("offer", offer.id), called=offer.reference, once=_cause(offer.id),
    )  # fmt: skip


def newest(session: Session, offer_id: UUID) -> SuitabilityReasoning | None:
    """What was reasoned last about an offer."""
    query = select(SuitabilityReasoning).where(SuitabilityReasoning.offer_id == offer_id)
    return session.scalar(query.order_by(SuitabilityReasoning.position.desc()).limit(1))


def _read(answers: Mapping[str, str], now: datetime) -> dict[str, str]:
    on = day_of(now)
    given = {head.slug: (answers.get(head.slug) or "").strip() for head in heads(on)}
    for head in missing(given, on):
        raise Refused(f"Enter what you know about this: {head.title[:1].lower()}{head.title[1:]}.", field=head.slug)
    for slug, words in given.items():
        if len(words) > LONGEST:
            raise Refused(f"Use {LONGEST:,} characters or fewer.", field=slug)
    return {slug: words for slug, words in given.items() if words}


def _cause(offer_id: UUID) -> str:
    return f"suitability:{offer_id}"
