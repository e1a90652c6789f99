"""How and when it is safe to reach her. Nothing that sends may go past this."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.contacting import unsafe
from housing.households.contacting.models import SafeContactRecord
from housing.households.models import Household, SafeContact
from housing.households.sending import Allowed, Channel, NotAllowed, may_send
from housing.refusals import Refused
from pathway.sanctuary_visits import VisitRule

__all__ = ["Allowed", "Channel", "Contact", "NotAllowed", "may_send", "put_contact", "save_contact"]
ANSWERS = (
    "methods", "phone", "email", "address", "days", "from_at", "until_at", "times", "code_word", "voicemail",
    "shared_device", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contact:
    """Safe contact as it is entered. None is not known: a voicemail nobody has asked about is not left.

    `days` (ISO, Monday is 1) and hours `[from_at, until_at)` go together; midnight at both ends is any time of day.
    """

    methods: tuple[str, ...] = ()
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    days: tuple[int, ...] = ()
    from_at: time | None = None
    until_at: time | None = None
    times: str | None = None
    code_word: str | None = None
    voicemail: bool | None = None
    shared_device: bool | None = None
    notes: str | None = None


def save_contact(
    *,
    household_id: UUID,
    contact: Contact,
    interpreter: bool | None,
    language: str | None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Household:
    """Store how to reach her, and in which language.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: a method is not of the list, or lacks what it needs.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "contact", version=version)
        put_contact(session, household, contact, interpreter=interpreter, language=language, by=by, now=now)
    return household


def put_contact(
    session: Session,
    household: Household,
    contact: Contact,
    *,
    interpreter: bool | None,
    language: str | None,
    by: Actor,
    now: datetime,
) -> None:
    """As save_contact, inside the caller's transaction; the household's safe contact is loaded."""
    _check(session, household, contact)
    kept = household.safe_contact
    if kept is None:
        kept = SafeContact(household_id=household.id)
        household.safe_contact = kept
    values = {field.name: getattr(contact, field.name) for field in fields(contact)}
    changed = editing.put(kept, **{**values, "methods": list(contact.methods), "days": sorted(contact.days)})
    changed += editing.put(household, interpreter=interpreter, language=language)
    if changed:
        keep_record(session, household, by=by, now=now)
        timeline.tell(session, household.id, "contact", "Safe contact was changed.", by=by, now=now)
    audit.record(session, by, "household.contact", household, now=now, facts={"fields": changed})


def keep_record(session: Session, household: Household, *, by: Actor, now: datetime) -> None:
    """Keep how her safe contact is from now on, inside the caller's transaction; it is loaded."""
    kept = household.safe_contact
    answers = {name: getattr(kept, name) for name in ANSWERS} | {
        "interpreter": household.interpreter,
        "language": household.language,
    }
    session.add(
        SafeContactRecord(
            household_id=household.id, answers=json.dumps(answers, default=str), at=now, by=by.account_id,
            by_name=by.name,
        )
    )  # fmt: skip


def _check(session: Session, household: Household, contact: Contact) -> None:
    allowed = codes.choices(session, "contact_method", household.authority_code)
    if not set(contact.methods) <= set(allowed):
        raise Refused("Select an answer from the list.", field="methods")
    if len({bool(contact.days), contact.from_at is not None, contact.until_at is not None}) != 1:
        raise Refused("Enter the days and the hours together, or none of them.", field="days")
    if contact.from_at is not None and contact.until_at is not None:
        try:
            VisitRule(frozenset(contact.days), contact.from_at, contact.until_at)
        except ValueError:
            raise Refused("The safe hours must end after they begin.", field="until_at") from None
    unsafe.refuse_unsafe(session, household, phone=contact.phone, email=contact.email, address=contact.address)
