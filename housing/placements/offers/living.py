"""Who lives in the provider's property, and whether anything stands against the newcomer: yes or no, and never what."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from housing.placements.models import Offer
from housing.placements.neighbours.compatibility import Together, how_many, together
from housing.placements.neighbours.conflicts import conflicts
from housing.placements.neighbours.judging import Lived, whole
from housing.placements.offers.deciding import Row

NO_CONFLICT = "Checked now: no conflict found"
CONFLICT = "Something has changed since the referral was made. Telephone the council before you answer"


def rows(session: Session, offer: Offer, *, on: date) -> list[Row]:
    """The rows of a referral's page about those who live there; the offer is loaded as by `queries.referral`.

    The provider knows who lives in its own homes, so everything is said however few they are; of a restricted case
    nothing but that it is there.
    """
    (household,) = whole(session, [offer.household_id])
    home = offer.unit.property
    found = conflicts(session, household, [Lived(offer.unit, "hold")], on)
    there = together(session, offer.authority_code, [home.id], on=on, besides=household, fewest=0)[home.id]
    wrong = found.pairs or found.closed or found.staff
    return [
        Row(key="People who already live there", value=CONFLICT if wrong else NO_CONFLICT),
        Row(key="Who lives there", value=_said(there)),
        *([Row(key="Limits of the service", value="; ".join(there.caps))] if there.caps else []),
    ]


def _said(there: Together) -> str:
    return "; ".join((how_many(there.households), *(there.facts if there.households else ())))
