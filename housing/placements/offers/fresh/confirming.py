"""Confirm first: an offer of a unit that nobody has confirmed lately says who was asked, or why nobody was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.placements.models import Offer
from housing.placements.offers.fresh.models import OfferConfirming
from housing.places.freshness.looking import is_stale, last_looks, said_for_council, stale_after
from housing.places.freshness.telephoning import confirm_by_telephone
from housing.refusals import Refused

LONGEST_NAME, LONGEST_REASON = 200, 2000


@dataclass(frozen=True, slots=True)
class Confirming:
    """What the person who offers says of a unit that nobody has confirmed lately; one of the two.

    `said_by`: who at the provider said on the telephone that the unit is free. `reason`: why nobody was asked.
    """

    said_by: str = ""
    reason: str = ""


class NotConfirmed(Refused):
    """Nobody has confirmed the unit lately, and nothing was said about it; `since` is when somebody last did."""

    def __init__(self, code: str, since: str) -> None:
        super().__init__(
            f"{code} is to be confirmed first: {since[:1].lower()}{since[1:]}. Telephone the provider, or say why you "
            "go on without.",
            field="how",
        )
        self.since = since


def keep_confirmed(
    session: Session, offer: Offer, given: Confirming | None, *, by: Actor, now: datetime
) -> OfferConfirming | None:
    """Inside an offer that is being made: write down how a stale unit was confirmed; nothing where it is fresh.

    A telephone call confirms the unit for everybody.

    Raises:
        NotConfirmed: the unit is stale and nothing is said.
        Refused: what is said is too long.
    """
    unit = offer.unit
    look = last_looks(session, [unit.id]).get(unit.id)
    if not is_stale(look, stale_after(session, unit.authority_code, now), now=now):
        return None
    said_by, reason = _read(given)
    if not said_by and not reason:
        raise NotConfirmed(unit.code, said_for_council(look, now=now))
    if said_by:
        confirm_by_telephone(session, unit, by=by, now=now)
    row = OfferConfirming(
        offer_id=offer.id, looked_at=look.at if look else None, said_by=said_by or None,
        reason=None if said_by else reason, at=now, by=by.account_id, by_name=by.name,
    )  # fmt: skip
    session.add(row)
    facts = {"how": "telephoned" if said_by else "went_on"}
    audit.record(session, by, "offer.confirmed_first", offer, now=now, facts=facts)
    return row


def of_offer(session: Session, offer_id: UUID) -> OfferConfirming | None:
    """How the offer's unit was confirmed, where it was stale."""
    return session.get(OfferConfirming, offer_id)


def _read(given: Confirming | None) -> tuple[str, str]:
    said_by, reason = (given.said_by.strip(), given.reason.strip()) if given else ("", "")
    if len(said_by) > LONGEST_NAME:
        raise Refused(f"The name must be {LONGEST_NAME} characters or fewer.", field="said_by")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"The reason must be {LONGEST_REASON:,} characters or fewer.", field="go_on_because")
    return said_by, reason
