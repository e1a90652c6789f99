"""Essentials that were given to her: what, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.adding import made_before
from housing.presentations.support.models import EssentialsPack
from housing.refusals import Refused

LIST = "pack_item"
MOST = 100


@dataclass(frozen=True, slots=True)
class Pack:
    """What was given."""

    items: Sequence[str]
    given_on: date
    words: str | None = None


def give_pack(*, household_id: UUID, pack: Pack, key: UUID, by: Actor, now: datetime) -> None:
    """Record what was given; with the same key it is recorded once.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: an item is not of the list, or the day is to come.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        if made_before(session, EssentialsPack, key, household.id) is not None:
            return
        if not pack.items or not set(pack.items) <= set(codes.choices(session, LIST, household.authority_code)):
            raise Refused("Select an answer from the list.", field="items")
        if pack.given_on > day_of(now):
            raise Refused("The day must be today or in the past.", field="given_on")
        session.add(
            EssentialsPack(
                id=key, household_id=household.id, items=list(pack.items), given_on=pack.given_on, words=pack.words,
                at=now, by=by.account_id, by_name=by.name,
            )
        )  # fmt: skip
        timeline.tell(session, household.id, "note", "An essentials pack was given.", by=by, now=now)
        audit.record(session, by, "pack.given", household, now=now, facts={"pack": key, "items": list(pack.items)})


def packs_of(session: Session, household_id: UUID) -> list[EssentialsPack]:
    """The newest first; who may know of the case is the caller's to have asked."""
    query = select(EssentialsPack).where(EssentialsPack.household_id == household_id)
    return list(session.scalars(query.order_by(EssentialsPack.given_on.desc(), EssentialsPack.at.desc()).limit(MOST)))
