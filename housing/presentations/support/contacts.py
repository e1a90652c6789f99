"""The named worker's contacts with her: each one and each try, what about, and what comes next until when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.adding import made_before
from housing.households.contact import Channel, NotAllowed, may_send
from housing.households.models import Household
from housing.presentations.marac.owing import whose
from housing.presentations.support.models import ContactEntry
from housing.refusals import Refused
from housing.tasks.raising import raise_task, settle_tasks
from pathway.calendar import london_day

KIND = "next-contact"
LIST = "contact_how"
TITLE = "Keep what was agreed at the last contact"
WHY = "The contact log says what comes next, and until when. Reach her as she agreed."
RINGS = (Channel.CALL, Channel.VOICEMAIL, Channel.TEXT, Channel.EMAIL, Channel.POST)
CHANNELS = {"video": Channel.CALL} | {channel.value: channel for channel in RINGS}  # a meeting needs no leave of hers


@dataclass(frozen=True, slots=True)
class Contacted:
    """One contact as entered; `reached` False is a try."""

    happened_at: datetime
    how: str
    reached: bool
    about: str
    next_step: str | None = None
    next_on: date | None = None


def log_contact(*, household_id: UUID, contacted: Contacted, key: UUID, by: Actor, now: datetime) -> str | None:
    """Write a contact down, and owe what comes next; the sentence of her safe contact that it went against, if any.

    With the same key it is written once.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: an answer is not of its list, or a moment cannot be.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        before = made_before(session, ContactEntry, key, household.id)
        if before is not None:
            return before.against
        _check(session, household, contacted, now)
        against = _against(session, household, contacted)
        session.add(
            ContactEntry(
                id=key, household_id=household.id, against=against, at=now, by=by.account_id, by_name=by.name,
                **asdict(contacted),
            )
        )  # fmt: skip
        session.flush()
        _owe_next(session, household, contacted, by=by, now=now)
        words = "She was in touch with her worker." if contacted.reached else "Her worker tried to reach her."
        timeline.tell(session, household.id, "contact", words, by=by, now=now)
        facts = {"entry": key, "how": contacted.how, "against": against is not None}
        audit.record(session, by, "contact.logged", household, now=now, facts=facts)
    return against


def contacts_of(session: Session, household_id: UUID, *, offset: int, size: int) -> list[ContactEntry]:
    """The newest first; who may know of the case is the caller's to have asked."""
    query = select(ContactEntry).where(ContactEntry.household_id == household_id)
    newest = query.order_by(ContactEntry.happened_at.desc(), ContactEntry.id)
    return list(session.scalars(newest.offset(offset).limit(size)))


def count(session: Session, household_id: UUID) -> int:
    """How many contacts and tries there are."""
    return session.scalar(select(func.count(ContactEntry.id)).where(ContactEntry.household_id == household_id)) or 0


def _check(session: Session, household: Household, contacted: Contacted, now: datetime) -> None:
    if contacted.how not in codes.choices(session, LIST, household.authority_code):
        raise Refused("Select an answer from the list.", field="how")
    if contacted.happened_at > now:
        raise Refused("The contact must be now or in the past.", field="happened_on")
    if contacted.next_on is not None and contacted.next_on < day_of(now):
        raise Refused("The day by which something follows must be today or in the future.", field="next_on")
    if contacted.next_on is not None and not contacted.next_step:
        raise Refused("Enter what comes next.", field="next_step")


def _against(session: Session, household: Household, contacted: Contacted) -> str | None:
    """What her safe contact says against it; where she began it herself, nothing."""
    channel = CHANNELS.get(contacted.how)
    if channel is None:
        return None
    answer = may_send(session, household.id, channel, contacted.happened_at)
    return answer.sentence if isinstance(answer, NotAllowed) else None


def _owe_next(session: Session, household: Household, contacted: Contacted, *, by: Actor, now: datetime) -> None:
    once = f"{KIND}:{household.id}"
    if contacted.reached:
        settle_tasks(session, once=once, by=by, now=now, authority=household.authority_code)
    if contacted.next_on is None:
        return
    role, organisation_id = whose(session, household, day_of(now))
    raise_task(
        session, kind=KIND, authority=household.authority_code, role=role, organisation_id=organisation_id,
        title=TITLE, why=WHY, due_at=london_day(contacted.next_on)[1], household_id=household.id, once=once, by=by,
        now=now,
    )  # fmt: skip
