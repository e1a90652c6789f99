"""Writing into the log of disclosures: what Haven itself showed to her worker, and what somebody told outside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes, disclosures
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.disclosures import Disclosure, Told
from housing.households import editing, timeline
from housing.households.adding import made_before
from housing.households.disclosing import checking
from housing.households.disclosing.holding import HELD, hold
from housing.households.models import Household
from housing.households.queries import READ, visible
from housing.households.sending import Allowed, Channel, NotAllowed, ways_now
from housing.refusals import Refused

LISTS = {"what": "disclosure_what", "means": "disclosure_means", "basis": "disclosure_basis"}


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody outside Haven who was told something, as entered; `confirmed` although she has not named them."""

    whom: str
    told_at: datetime
    told: Told
    confirmed: bool = False

    @property
    def answers(self) -> dict[str, Any]:
        """As it is kept where a lead has to look first."""
        return {"whom": self.whom, "told_at": self.told_at.isoformat(), "told": self.told._asdict()}


def record_telling(*, household_id: UUID, telling: Telling, key: UUID, by: Actor, now: datetime) -> None:
    """Write down that somebody was told; with the same key it is written once.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: an answer is not of its list, the moment is to come, or the reason is missing; she has not named them
            and it is not confirmed; or they may be somebody of concern, and a lead looks at it first.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        if made_before(session, Disclosure, key, household.id) is not None:
            return
        _check(session, household, telling, now)
        held = checking.feared(session, household.id, telling.whom)
        if held:
            hold(session, household, telling.answers, key=key, by=by, now=now)
        else:
            _write(session, household, telling, key=key, by=by, now=now)
    if held:  # said when the task is stored, and never instead of it
        raise Refused(HELD, field="whom")


def _write(session: Session, household: Household, telling: Telling, *, key: UUID, by: Actor, now: datetime) -> None:
    found = checking.not_agreed(session, household.id, telling.whom, telling.told, day_of(now))
    if found is not None and not (telling.confirmed and telling.told.why):
        raise Refused(checking.SENTENCES[found], field="why" if telling.confirmed else "confirmed")
    disclosures.tell(
        session, telling.told._replace(confirmed=found), key=key, authority=household.authority_code,
        household_id=household.id, whom=telling.whom, told_at=telling.told_at, by=by, now=now,
    )  # fmt: skip
    timeline.tell(session, household.id, "safety", "Who was told something was written down.", by=by, now=now)


def contact_shown(*, household_id: UUID, by: Actor, now: datetime) -> dict[Channel, Allowed | NotAllowed]:
    """Write down that her number was shown to somebody who works on her case; which ways are open at this moment.

    Raises:
        NotFound: the household is not there, or not for this person.
    """
    insist(by, READ)
    with transaction() as session:
        household = session.scalar(select(Household).where(Household.id == household_id, visible(by, READ)))
        if household is None:
            raise NotFound("household")
        told = Told("contact", "own_case")
        disclosures.shown(session, told, authority=household.authority_code, household_id=household.id, to=by, now=now)
        audit.record(session, by, "household.contact_shown", household, now=now)
        return ways_now(session, household.id, now)


def _check(session: Session, household: Household, telling: Telling, now: datetime) -> None:
    for field, name in LISTS.items():
        if getattr(telling.told, field) not in codes.choices(session, name, household.authority_code):
            raise Refused("Select an answer from the list.", field=field)
    if telling.told_at > now:
        raise Refused("The moment must be now or in the past.", field="told_on")
    if telling.told.basis != "consent" and not telling.told.why:
        raise Refused("Enter why it was told without asking her, or on what paper.", field="why")
