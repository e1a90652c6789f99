"""No address in anything that is written to her, or about her to another council: checked against what is on record.

An address that is not in a letter cannot reach the wrong hands (the ICO's reprimands of Charnwood and others). Homes of
providers count, places of persons of concern, places that she goes to, and the temporary places of her case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from housing.households.models import ConcernPlace, NearPlace, PersonOfConcern
from housing.places.models import Property
from housing.presentations.models import Presentation
from housing.presentations.nights.models import TemporaryStay
from housing.refusals import Refused
from housing.sealing import plain_form

FOUND = "This says where a home is, or another place that has to stay secret. Take the address out."
SHORTEST = 6  # letters and digits: a shorter name ("Inn") would be found in anything


def refuse_addresses(session: Session, household_id: UUID, text: str | None, *, field: str | None = None) -> None:
    """Refuse a text that holds an address on record, however it is written.

    Raises:
        Refused: it does; the sentence does not repeat it.
    """
    if not text or not text.strip():
        return
    pressed = _pressed(text)
    if any(secret in pressed for secret in _secrets(session, household_id)):
        raise Refused(FOUND, field=field)


def holding_addresses(session: Session, household_id: UUID, texts: Sequence[str]) -> set[int]:
    """Which of these texts hold an address on record, by their places in the list."""
    pressed = [_pressed(text) for text in texts]
    whole = "\n".join(pressed)
    met = {secret for secret in _secrets(session, household_id) if secret in whole}
    return {number for number, text in enumerate(pressed) if any(secret in text for secret in met)}


def refuse_homes(session: Session, text: str, *, field: str | None = None) -> None:
    """Refuse words for everybody's letters that hold the address of a provider's home.

    Raises:
        Refused: they do; the sentence does not repeat it.
    """
    pressed = _pressed(text)
    if any(secret in pressed for secret in _homes(session)):
        raise Refused(FOUND, field=field)


def _secrets(session: Session, household_id: UUID) -> Iterator[str]:
    """Every address on record that a letter of this household must not hold, pressed."""
    yield from _homes(session)
    concerned = select(PersonOfConcern.id).where(PersonOfConcern.household_id == household_id)
    postcodes = select(ConcernPlace.postcode).where(ConcernPlace.concern_id.in_(concerned))
    near = select(NearPlace.postcode).where(NearPlace.household_id == household_id)
    for query in (postcodes, near, _temporary(household_id)):
        for found in session.scalars(query):
            yield from _spellings(found or "")


def _homes(session: Session) -> Iterator[str]:
    for address, postcode in session.execute(select(Property.address, Property.postcode)):
        yield from _spellings(address)
        yield from _spellings(postcode)


def _temporary(household_id: UUID) -> Select[str]:
    of = select(Presentation.id).where(Presentation.household_id == household_id)
    return select(TemporaryStay.place).where(TemporaryStay.presentation_id.in_(of))


def _spellings(address: str) -> Iterator[str]:
    """The whole, and its first line by itself where it has a number: "12 Example Street"."""
    lines = [line for line in address.replace("\n", ",").split(",") if line.strip()]
    first = lines[:1] if any(sign.isdigit() for line in lines[:1] for sign in line) else []
    for each in {address, *first}:
        pressed = _pressed(each)
        if len(pressed) >= SHORTEST:
            yield pressed


def _pressed(text: str) -> str:
    return plain_form(text).replace(" ", "")
