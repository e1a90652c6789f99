"""Whether something may be sent or handed to her now: asked by everything that sends, at the moment of sending.

The rules are `pathway.safe_contact`; here her rows are read for them. Nothing else in Haven decides about sending.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.forms.contact import read_phone, read_postcode
from housing.households.contacting.models import UnsafeMark
from housing.households.models import ConcernPlace, Household, PersonOfConcern, SafeContact
from housing.sealing import plain_form, ring
from pathway.safe_contact import NEEDS, Allowed, Channel, NotAllowed, Reached, SafeWays, may_reach

__all__ = ["Allowed", "Channel", "NotAllowed", "digest", "may_send", "near_a_concern", "ways_now"]


def may_send(
    session: Session, household_id: UUID, channel: Channel, at: datetime, *, to: str | None = None
) -> Allowed | NotAllowed:
    """Whether she may be reached by this way at this moment, with what to mind, or the sentence why not.

    Ask at the moment of sending, whatever was asked before: what she agreed to may be another since. `to` is the
    number, e-mail or postal address that is about to be used, where the caller has one of its own: what is not what
    she gave, or is marked unsafe, is refused. At most four queries; who may know of the case is the
    caller's to have asked.

    Raises:
        ValueError: the moment does not say which time zone it is in.
    """
    return may_reach(_ways(session, household_id, channel, to), channel, at)


def ways_now(session: Session, household_id: UUID, at: datetime) -> dict[Channel, Allowed | NotAllowed]:
    """Every way and whether it is open at this moment, for the page that shows how to reach her."""
    return {channel: may_send(session, household_id, channel, at) for channel in Channel}


def digest(kind: Reached, value: str) -> str:
    """A keyed digest that is equal for one number or address however it is written.

    A postal address is its postcode and the number of the house, where it has both.
    """
    if kind is Reached.PHONE:
        return ring().fingerprint(read_phone(value) or value)
    return ring().fingerprint(_house(value) if kind is Reached.ADDRESS else value)


def near_a_concern(session: Session, household_id: UUID, address: str) -> bool:
    """Whether a postal address has the postcode of a place that a person of concern uses."""
    wanted = _postcode(address)
    if wanted is None:
        return False
    query = select(ConcernPlace.postcode).join(PersonOfConcern, PersonOfConcern.id == ConcernPlace.concern_id)
    places = session.scalars(query.where(PersonOfConcern.household_id == household_id))
    return any(place is not None and _postcode(place) == wanted for place in places)


def _ways(session: Session, household_id: UUID, channel: Channel, to: str | None) -> SafeWays:
    query = select(SafeContact).where(SafeContact.household_id == household_id)
    contact = session.scalar(query.execution_options(populate_existing=True))
    if contact is None:
        return SafeWays()
    needed = NEEDS.get(channel)
    own = _own(contact, needed)
    return SafeWays(
        methods=frozenset(contact.methods),
        hours=contact.hours,
        voicemail=contact.voicemail,
        shared_device=contact.shared_device,
        code_word=contact.code_word is not None,
        interpreter=session.scalar(select(Household.interpreter).where(Household.id == household_id)),
        known=frozenset({needed} if needed and own else ()),
        unsafe=frozenset({needed} if needed and own and _unsafe(session, household_id, needed, (own, to)) else ()),
        other=bool(needed and own and to and digest(needed, own) != digest(needed, to)),
    )


def _own(contact: SafeContact, needed: Reached | None) -> str | None:
    values = {Reached.PHONE: contact.phone, Reached.EMAIL: contact.email, Reached.ADDRESS: contact.address}
    return values[needed] if needed else None


def _unsafe(session: Session, household_id: UUID, kind: Reached, values: Iterable[str | None]) -> bool:
    """Whether any of them is marked unsafe, or is a postal address where a person of concern may open the letter."""
    given = [value for value in values if value]
    marked = select(UnsafeMark.id).where(
        UnsafeMark.household_id == household_id,
        UnsafeMark.kind == kind.value,
        UnsafeMark.value_index.in_([digest(kind, value) for value in given]),
        UnsafeMark.lifted_at.is_(None),
    )
    if session.scalar(marked.limit(1)) is not None:
        return True
    return kind is Reached.ADDRESS and any(near_a_concern(session, household_id, value) for value in given)


def _house(address: str) -> str:
    """ "12 made-up street s601aa": the first word with a digit and the postcode; the whole where one is missing."""
    postcode = _postcode(address)
    words = plain_form(address).split()
    number = next((word for word in words if any(sign.isdigit() for sign in word)), None)
    if postcode is None or number is None or number in postcode.casefold().split():
        return address
    return f"{number} {postcode}"


def _postcode(text: str) -> str | None:
    """The last postcode that stands in a text, in its one form."""
    words = text.replace(",", " ").split()
    pairs = [*words, *(f"{first} {second}" for first, second in pairwise(words))]
    return next((found for found in map(read_postcode, reversed(pairs)) if found), None)
