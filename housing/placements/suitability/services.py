"""Reasoning why a place is suitable: a row each time, the answers sealed; the task that asked for it is settled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.clock import day_of
from housing.db import transaction
from housing.placements.offers import opening
from housing.placements.offers.telling import tell_story
from housing.placements.suitability.models import SuitabilityReasoning
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from pathway.suitability import LONGEST, heads, missing

MAKE, KIND = "offer.make", "suitability"


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
        settle_tasks(session, once=cause(offer_id), authority=offer.authority_code, by=by, now=now)
        said = "is suitable for her" if suitable else "is not suitable for her"
        tell_story(session, offer, f"It was reasoned why {offer.unit.code} {said}.", by=by, now=now)
        session.flush()
        audit.record(session, by, "suitability.reasoned", row, now=now, facts={"offer": offer_id, "suitable": suitable})
    return row


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


def cause(offer_id: UUID) -> str:
    """The cause of the task that asks for an offer's reasoning."""
    return f"suitability:{offer_id}"
