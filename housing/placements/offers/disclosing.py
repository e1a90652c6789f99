"""What is shown once both sides have accepted, and written down each time: to the council where the place is, to the
provider how to reach her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, disclosures
from housing.access import Actor, insist
from housing.db import transaction
from housing.disclosures import Told
from housing.households.models import SafeContact
from housing.placements.models import Departure, Offer, Stay
from housing.placements.offers import life, opening
from housing.placements.offers.telling import tell_story
from housing.places.models import Property
from housing.refusals import Refused
from pathway.offers import OfferState, Phase

DISCLOSE, ANSWER = "offer.answer_for_her", "referral.answer"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a place is, for the one page that shows it; never stored anywhere else."""

    street: str
    postcode: str

    @property
    def line(self) -> str:
        """As one line."""
        return f"{self.street}, {self.postcode}"


@dataclass(frozen=True, slots=True)
class Reached:
    """Her telephone number (E.164) and e-mail address, where she gave them, for the one page that shows them."""

    phone: str | None
    email: str | None


def disclose_address(*, offer_id: UUID, by: Actor, now: datetime) -> Address:
    """Give the address to whoever takes her there; the household's story and the audit trail say who asked.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: not both sides have accepted, the offer has ended, or she has left.
    """
    insist(by, DISCLOSE)
    with transaction() as session:
        offer = opening.for_council(session, by, offer_id, DISCLOSE)
        home = offer.unit.property
        state, has_left = life.state(offer), _has_left(session, offer)
        if not may_see_address(state, has_left=has_left, home=home):
            raise Refused("The address is shown once both sides have accepted, and until she leaves.")
        basis = "acceptance" if may_be_shown(state.phase, has_left=has_left) else "open_address"
        _log(session, offer, Told("place_address", basis, place=offer.unit.code), by=by, now=now)
        tell_story(session, offer, f"The address of {offer.unit.code} was shown to {by.name}.", by=by, now=now)
        audit.record(session, by, "address.disclosed", offer, now=now, facts={"unit": offer.unit_id})
        return Address(home.address, home.postcode)


def disclose_contact(*, offer_id: UUID, by: Actor, now: datetime) -> Reached:
    """Give her number to the provider who expects her or with whom she lives; written down like the address.

    Raises:
        NotFound: the unit is not the provider's.
        Refused: not both sides have accepted, the offer has ended, or she has left.
    """
    insist(by, ANSWER)
    with transaction() as session:
        offer = opening.for_provider(session, by, offer_id, ANSWER)
        if not may_be_shown(life.state(offer).phase, has_left=_has_left(session, offer)):
            raise Refused("How to reach her is shown once both sides have accepted, and until she leaves.")
        contact = session.get(SafeContact, offer.household_id)
        _log(session, offer, Told("contact", "acceptance"), by=by, now=now)
        tell_story(session, offer, f"How to reach her was shown to {by.name}, of the provider.", by=by, now=now)
        audit.record(session, by, "contact.disclosed", offer, now=now, facts={"household": offer.household_id})
        return Reached(contact.phone if contact else None, contact.email if contact else None)


def may_be_shown(phase: Phase, *, has_left: bool) -> bool:
    """Whether each side may know how to find the other: both sides have accepted, and she has not left again."""
    return phase in (Phase.ACCEPTED, Phase.ARRIVED) and not has_left


def may_see_address(state: OfferState, *, has_left: bool, home: Property) -> bool:
    """Whether the council may know where it is: as `may_be_shown`, or both the offer and the address are open."""
    return may_be_shown(state.phase, has_left=has_left) or (state.open and home.confidential == "open")


def _log(session: Session, offer: Offer, told: Told, *, by: Actor, now: datetime) -> None:
    disclosures.shown(session, told, authority=offer.authority_code, household_id=offer.household_id, to=by, now=now)


def _has_left(session: Session, offer: Offer) -> bool:
    query = select(Departure.stay_id).join(Stay, Stay.id == Departure.stay_id).where(Stay.offer_id == offer.id)
    return session.scalar(query) is not None
