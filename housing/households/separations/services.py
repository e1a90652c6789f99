"""Recording that a household must be kept apart, and ending it. A person says why; nothing is ever edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import broken_constraint, transaction
from housing.households import timeline
from housing.households.models import Household
from housing.households.queries import visible
from housing.households.separations import queries
from housing.households.separations.levels import LEVELS
from housing.households.separations.likeness import STAFF
from housing.households.separations.models import (
    DISTANCE,
    ONE_A_HOME,
    ONE_A_PAIR,
    PERSON,
    SYSTEM,
    Separation,
    SeparationEnd,
)
from housing.people.conflicts.queries import tidy
from housing.places.models import Property
from housing.rechecks import look_again
from housing.refusals import Refused
from housing.web.filters import said_moment

KEEP, DISMISS = "separation.keep", "separation.dismiss"
REASONS = "separation_reason"
LONGEST = 2000
WIDEST_M = 200_000


@dataclass(frozen=True, slots=True)
class Apart:
    """What somebody enters: one household, and another by its `reference` or a home by its `code`; how far, and why.

    `metres` counts only where the level is a distance. `why` is in the person's words, and sealed.
    """

    household_id: UUID
    level: str
    reason: str
    why: str
    reference: str | None = None
    code: str | None = None
    metres: int | None = None


def add_separation(*, apart: Apart, by: Actor, now: datetime) -> Separation:
    """Keep a household apart from another, or from a home, from today on.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: the other one is not, an answer cannot be, or somebody has recorded it already; says who and when.
    """
    insist(by, KEEP)
    _check(apart)
    with transaction() as session:
        authority = _authority(session, apart.household_id, by)
        if apart.reason not in codes.choices(session, REASONS, authority):
            raise Refused("Select the reason", field="reason")
        other = _other(session, apart, authority, by) if apart.reference else None
        home = _home(session, apart.code, authority) if not apart.reference else None
        row = Separation(
            id=uuid4(),
            authority_code=authority,
            household_id=apart.household_id,
            other_household_id=other,
            property_id=home,
            level=apart.level,
            distance_m=apart.metres if apart.level == DISTANCE else None,
            reason=apart.reason,
            found=PERSON,
            why=apart.why.strip(),
            from_on=day_of(now),
            made_at=now,
            made_by=_person(by),
            made_by_name=by.name,
        )
        _store(session, row)
        _tell(session, row, "A separation was recorded.", by, now)
        audit.record(session, by, "separation.recorded", row, now=now, facts={"level": row.level, "reason": row.reason})
    return row


def end_separation(*, separation_id: UUID, reason: str, by: Actor, now: datetime) -> Separation:
    """End a separation, with the reason. Of one that Haven found it says that the two records are of two people.

    Raises:
        NotFound: not both households are within the actor's reach.
        Refused: no reason; it has ended already, says who ended it and when; or it is not the actor's to end.
    """
    insist(by, KEEP)
    why = reason.strip()
    if not why:
        raise Refused("Enter the reason", field="reason")
    with transaction() as session:
        row = queries.row(session, by, separation_id, locked=True)
        if row.end is not None:
            raise Refused(f"{row.end.by_name} ended this at {said_moment(row.end.at)}.")
        if row.reason == STAFF and row.found == SYSTEM:
            raise Refused("This ends when information governance takes back the declared interest.")
        if row.found == SYSTEM and not by.may(DISMISS):
            raise Refused("Haven found this. Ask the homelessness team to look at both records, and to end it.")
        row.ended_at = now
        row.end = SeparationEnd(at=now, by=_person(by), by_name=by.name, reason=why)
        _tell(session, row, "A separation was ended.", by, now)
        audit.record(session, by, "separation.ended", row, now=now, facts={"found": row.found, "reason": row.reason})
    return row


def _check(apart: Apart) -> None:
    if apart.level not in LEVELS:
        raise Refused("Select how far apart they must be", field="level")
    if apart.level == DISTANCE and (apart.metres is None or not 1 <= apart.metres <= WIDEST_M):
        raise Refused(f"The distance must be from 1 to {WIDEST_M:,} metres", field="metres")
    if not apart.why.strip():
        raise Refused("Enter why", field="why")
    if len(apart.why) > LONGEST:
        raise Refused(f"Why must be {LONGEST:,} characters or fewer", field="why")


def _authority(session: Session, household_id: UUID, by: Actor) -> str:
    found = session.scalar(
        select(Household.authority_code)
        .where(Household.id == household_id, visible(by, KEEP))
        .with_for_update(key_share=True, read=True)
    )
    if found is None:
        raise NotFound("household")
    return found


def _other(session: Session, apart: Apart, authority: str, by: Actor) -> UUID:
    """The other household by its reference; one that is not there and one out of reach are answered alike."""
    query = select(Household.id).where(
        Household.reference == tidy(apart.reference or ""), Household.authority_code == authority, visible(by, KEEP)
    )
    found = session.scalar(query)
    if found is None:
        raise Refused("Enter the reference of a household that you may see, like H-7K3M9Q", field="reference")
    if found == apart.household_id:
        raise Refused("Enter the reference of another household: this is the same one", field="reference")
    return found


def _home(session: Session, code: str | None, authority: str) -> UUID:
    wanted = (code or "").strip().upper()
    found = session.scalar(select(Property.id).where(Property.authority_code == authority, Property.code == wanted))
    if found is None:
        raise Refused("Enter the code of a property, like LR1", field="code")
    return found


def _store(session: Session, row: Separation) -> None:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        if broken_constraint(error) not in (ONE_A_PAIR, ONE_A_HOME):
            raise
        first = queries.standing_like(session, row)
        said = f"{first.made_by_name} recorded this at {said_moment(first.made_at)}. " if first else ""
        raise Refused(
            f"{said}End that first, and record it anew.", field="reference" if row.other_household_id else "code"
        ) from error


def _tell(session: Session, row: Separation, words: str, by: Actor, now: datetime) -> None:
    """The story of each household says that it happened, and never with whom; both places are looked at again."""
    for household_id in sorted(each for each in (row.household_id, row.other_household_id) if each is not None):
        timeline.tell(session, household_id, "safety", words, by=by, now=now)
        look_again(session, household_id)


def _person(by: Actor) -> UUID:
    if by.account_id is None:
        raise Refused("Only a person can record a separation, or end one.")
    return by.account_id
