"""What a lead decides about two records, and other names of somebody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.alike import queries
from housing.households.alike.models import (
    ALLEGATION,
    DUPLICATE,
    KEEP_APART,
    ONE_PERSON,
    TWO_PEOPLE,
    Alias,
    NameMatch,
    NameMatchDecision,
)
from housing.households.alike.pairing import cause, look_again_at
from housing.households.alike.queries import DECIDE, Pair
from housing.households.models import Household
from housing.households.naming import index_of
from housing.households.separations.levels import local
from housing.households.separations.likeness import NAMED
from housing.households.separations.models import PERSON, Separation
from housing.rechecks import look_again
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_moment

OUTCOMES = {
    ALLEGATION: {
        KEEP_APART: "They are or may be one person: keep the two households apart",
        TWO_PEOPLE: "They are two different people",
    },
    DUPLICATE: {ONE_PERSON: "They are one person", TWO_PEOPLE: "They are two different people"},
}
LONGEST = 2000
ALIAS_KINDS = "alias_kind"


def decide(*, match_id: UUID, outcome: str, reason: str, by: Actor, now: datetime) -> Pair:
    """Say what two records are, with the reason. Keeping them apart is a separation of the two households from now on.

    Raises:
        Forbidden: the person may not.
        NotFound: the pair is not there, or not for this person.
        Refused: not both cases are theirs to see, they started one of them, somebody has decided already (says who and
            when), one of the records has changed since, or an answer is missing.
    """
    insist(by, DECIDE)
    with transaction() as session:
        pair = queries.one(session, by, match_id, locked=True)
        _check(pair, outcome, reason, by)
        match = session.get_one(NameMatch, match_id)
        session.add(
            NameMatchDecision(
                match_id=match.id, outcome=outcome, reason=reason.strip(), at=now, by=by.account_id, by_name=by.name
            )
        )
        if outcome == KEEP_APART:
            _keep_apart(session, match, reason.strip(), by=by, now=now)
        else:
            look_again_at(session, match)
        settle_tasks(session, once=cause(match.id), by=by, now=now, authority=match.authority_code)
        audit.record(session, by, "name_match.decided", match, now=now, facts={"outcome": outcome})
    return pair


def _check(pair: Pair, outcome: str, reason: str, by: Actor) -> None:
    if pair.decision is not None:
        raise Refused(f"{pair.decision.by_name} decided about this at {said_moment(pair.decision.at)}.")
    if pair.ended_at is not None:
        raise Refused("One of the two records has changed since. There is nothing to decide any more.")
    if not pair.both_seen:
        raise Refused("One of the two cases is restricted. Whoever is named for both decides.")
    if by.account_id is not None and by.account_id in (pair.one.started_by, pair.other.started_by):
        raise Refused("You started one of the two cases. Somebody else of the team decides.")
    if outcome not in OUTCOMES[pair.kind]:
        raise Refused("Select what the two records are", field="outcome")
    if not reason.strip():
        raise Refused("Enter the reason", field="reason")


def _keep_apart(session: Session, match: NameMatch, why: str, *, by: Actor, now: datetime) -> None:
    """A separation as Haven would have made one for the same name, unless somebody has recorded one already."""
    level = local(session, match.authority_code, day_of(now)).of(NAMED)
    row = {
        "id": uuid4(), "authority_code": match.authority_code, "household_id": match.one_household_id,
        "other_household_id": match.other_household_id, "level": level.level, "distance_m": level.metres,
        "reason": "network", "found": PERSON, "why": why, "from_on": day_of(now), "made_at": now,
        "made_by": by.account_id, "made_by_name": by.name,
    }  # fmt: skip
    made = session.scalar(insert(Separation).on_conflict_do_nothing().returning(Separation.id), row)
    for household_id in (match.one_household_id, match.other_household_id):
        look_again(session, household_id)
    if made is not None:
        audit.record(session, by, "separation.recorded", ("separation", made), now=now, facts={"level": level.level})


def add_alias(*, household_id: UUID, person_id: UUID, kind: str, name: str, by: Actor, now: datetime) -> Alias:
    """Record another name of somebody of the household, or of a person of concern of theirs. Sent twice it is one.

    Raises:
        NotFound: the household or the person is not there, or not for this actor.
        Refused: no name, or a kind that is not of the list.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "people", "concerns")
        named = {person.id for person in household.people}
        feared = {person.id for person in household.concerns}
        if person_id not in named | feared:
            raise NotFound("person")
        index = index_of(name)
        if index is None:
            raise Refused("Enter the name", field="name")
        if kind not in codes.choices(session, ALIAS_KINDS, household.authority_code):
            raise Refused("Select what kind of name it is", field="kind")
        whose = Alias.person_id if person_id in named else Alias.concern_id
        standing = session.scalar(
            select(Alias).where(whose == person_id, Alias.name_index == index, Alias.ended_at.is_(None))
        )
        if standing is not None:
            return standing
        alias = Alias(
            id=uuid4(), household_id=household.id, kind=kind, name=name.strip(), name_index=index, made_at=now,
            made_by=by.account_id, made_by_name=by.name, person_id=person_id if person_id in named else None,
            concern_id=person_id if person_id in feared else None,
        )  # fmt: skip
        session.add(alias)
        timeline.tell(session, household.id, "people", "Another name was recorded.", by=by, now=now)
        audit.record(session, by, "household.alias_added", household, now=now, facts={"alias": alias.id})
    return alias


def end_alias(*, household_id: UUID, alias_id: UUID, by: Actor, now: datetime) -> Household:
    """Take back another name; the row stays, with the moment from which it does not count.

    Raises:
        NotFound: the household or the name is not there, or not for this actor.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        alias = session.scalar(select(Alias).where(Alias.id == alias_id, Alias.household_id == household_id))
        if alias is None:
            raise NotFound("alias")
        if alias.ended_at is None:
            alias.ended_at = now
            timeline.tell(session, household.id, "people", "Another name was taken back.", by=by, now=now)
            audit.record(session, by, "household.alias_ended", household, now=now, facts={"alias": alias.id})
    return household
