"""Recording how two people of a household are related. What was said stays; what is said now counts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.models import Household
from housing.households.relations.models import Relation
from housing.households.relations.queries import KINDS
from housing.refusals import Refused


def relate(*, household_id: UUID, one: UUID, other: UUID, kind: str, by: Actor, now: datetime) -> Relation:
    """`one` is the `kind` of `other`. Of the same two people what was said before ends; the same again changes nothing.

    Raises:
        NotFound: the household or one of the two is not there, or not for this person.
        Refused: it is one person twice, or the answer is not of the list.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "people")
        if not {one, other} <= {person.id for person in household.people}:
            raise NotFound("person")
        if one == other:
            raise Refused("Select two different people.", field="other")
        if kind not in codes.choices(session, KINDS, household.authority_code):
            raise Refused("Select how they are related.", field="kind")
        pair = {one, other}
        standing = session.scalar(
            select(Relation).where(Relation.one_id.in_(pair), Relation.other_id.in_(pair), Relation.ended_at.is_(None))
        )
        if standing is not None:
            if (standing.one_id, standing.kind) == (one, kind):
                return standing
            standing.ended_at = now
            session.flush()
        row = Relation(
            id=uuid4(), household_id=household_id, one_id=one, other_id=other, kind=kind, made_at=now,
            made_by=by.account_id, made_by_name=by.name,
        )  # fmt: skip
        session.add(row)
        timeline.tell(session, household_id, "people", "How two people are related was recorded.", by=by, now=now)
        audit.record(session, by, "household.relation_added", household, now=now, facts={"relation": row.id})
    return row


def end_relation(*, household_id: UUID, relation_id: UUID, by: Actor, now: datetime) -> Household:
    """Take back how two people are related; the row stays.

    Raises:
        NotFound: the household or the relation is not there, or not for this person.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        row = session.scalar(select(Relation).where(Relation.id == relation_id, Relation.household_id == household_id))
        if row is None:
            raise NotFound("relation")
        if row.ended_at is None:
            row.ended_at = now
            audit.record(session, by, "household.relation_ended", household, now=now, facts={"relation": row.id})
    return household
