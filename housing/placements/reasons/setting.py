"""Changing what a reason leads to: a new row from today on; what followed before stays as it was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.placements.reasons.models import ReasonConsequence
from housing.placements.reasons.queries import table
from housing.refusals import Refused
from pathway.consequences import Consequence, ConsequenceRefused, Side, check

SET = "reason.set"
MOST_PHRASES, LONGEST_PHRASE = 12, 60


def set_consequence(
    *, side: Side, slug: str, consequence: str, days: int | None, says: list[str], by: Actor, now: datetime
) -> ReasonConsequence:
    """Say what a reason leads to in the actor's council from today on.

    Raises:
        NotFound: the council has no such reason.
        Refused: not possible for that side, days missing or too many, or phrases too many or too long.
    """
    insist(by, SET)
    authority = by.home(SET).authority
    try:
        check(side, Consequence(consequence), days)
    except ConsequenceRefused as refused:
        raise Refused(str(refused), field=refused.field) from refused
    phrases = list(dict.fromkeys(phrase.strip().lower() for phrase in says if phrase.strip()))
    if len(phrases) > MOST_PHRASES or any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
        raise Refused(f"Enter at most {MOST_PHRASES} lines of {LONGEST_PHRASE} characters or fewer.", field="says")
    with transaction() as session:
        if slug not in choices(session, side.value, authority):
            raise NotFound("reason")
        return _keep(session, authority, side, slug, consequence, days, phrases, by=by, now=now)


def _keep(
    session: Session,
    authority: str,
    side: Side,
    slug: str,
    consequence: str,
    days: int | None,
    phrases: list[str],
    *,
    by: Actor,
    now: datetime,
) -> ReasonConsequence:
    """The new row; where it says what stands already, what stands."""
    stands = table(session, side, authority, day_of(now)).get(slug)
    if stands is not None and (stands.consequence, stands.days, stands.says) == (consequence, days, phrases):
        return stands
    row = ReasonConsequence(
        list=side.value, slug=slug, authority_code=authority, from_on=day_of(now), consequence=consequence,
        days=days, says=phrases, recorded_at=now, recorded_by=by.account_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"list": side.value, "slug": slug, "consequence": consequence, "days": days}
    audit.record(session, by, "reason.set", row, now=now, facts=facts)
    return row
