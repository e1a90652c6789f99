"""What happened to an offer, in words, for its page. Each side reads its own reasons and not the other's words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from housing.codes import choices
from housing.placements.models import Offer
from housing.web.filters import said_moment
from pathway.offers import Event

SAID = {
    Event.MADE: "Offered",
    Event.PROVIDER_ACCEPTED: "The provider accepted",
    Event.PROVIDER_DECLINED: "The provider declined",
    Event.SHE_ACCEPTED: "She accepted",
    Event.SHE_DECLINED: "She said no",
    Event.WITHDRAWN: "It was withdrawn",
    Event.LAPSED: "Its time was over",
    Event.ARRIVED: "She arrived",
    Event.NOT_COME: "She was expected, and has not come",
    Event.STEPPED_BACK: "The last answer was taken back",
}
LISTS = {
    Event.PROVIDER_DECLINED: "decline_reason",
    Event.SHE_DECLINED: "refusal_reason",
    Event.WITHDRAWN: "withdrawal_reason",
}
OF_PROVIDER = frozenset({Event.PROVIDER_ACCEPTED, Event.PROVIDER_DECLINED, Event.ARRIVED, Event.NOT_COME})


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the component `timeline` shows it."""

    title: str
    when: str
    machine_when: str
    by: str
    text: str


def told(session: Session, offer: Offer, *, to_provider: bool) -> list[Line]:
    """An offer's events, newest first; its events must be loaded."""
    lines = []
    for row in reversed(offer.events):
        event = Event(row.event)
        reason = ""
        if event in LISTS and row.reason and (event in OF_PROVIDER or not to_provider):
            reason = choices(session, LISTS[event], offer.authority_code).get(row.reason, row.reason)
        words = row.words if row.words and (event in OF_PROVIDER or not to_provider) else ""
        text = ": ".join(part for part in (reason, words) if part)
        lines.append(Line(SAID[event], said_moment(row.at), row.at.isoformat(), row.by_name, text))
    return lines
