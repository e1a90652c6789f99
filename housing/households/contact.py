"""How and when it is safe to reach her. Nothing that sends may go past this."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.models import Household, SafeContact
from housing.refusals import Refused


@dataclass(frozen=True, slots=True)
class Contact:
    """Safe contact as it is entered. None is not known: a voicemail nobody has asked about is not left."""

    methods: tuple[str, ...] = ()
    phone: str | None = None
    email: str | None = None
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
    allowed = codes.choices(session, "contact_method", household.authority_code)
    if not set(contact.methods) <= set(allowed):
        raise Refused("Select an answer from the list.", field="methods")
    kept = household.safe_contact
    if kept is None:
        kept = SafeContact(household_id=household.id)
        household.safe_contact = kept
    values = {field.name: getattr(contact, field.name) for field in fields(contact)}
    changed = editing.put(kept, **{**values, "methods": list(contact.methods)})
    changed += editing.put(household, interpreter=interpreter, language=language)
    if changed:
        timeline.tell(session, household.id, "contact", "Safe contact was changed.", by=by, now=now)
    audit.record(session, by, "household.contact", household, now=now, facts={"fields": changed})
