"""What a withdrawal would do, shown before it is done; and kept from doing anything else than was shown."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.models import Household
from housing.households.queries import visible
from housing.placements.models import Offer, Stay
from housing.placements.offers import life, waking
from housing.placements.offers.telling import provider_staff
from housing.placements.transfers.models import Transfer
from housing.places.models import Unit
from housing.places.state import first_day
from housing.presentations.models import BandDecision
from housing.refusals import Refused
from housing.sanctuary.models import SanctuaryEvent, SanctuaryJob
from housing.web.filters import plural, said_date
from pathway.offers import Phase
from pathway.sanctuary_moves import Event as JobEvent


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that would happen: its kind, the sentence for the page, and what it is about."""

    kind: str
    sentence: str
    about: str = ""


class CascadeChanged(Refused):
    """What would happen is not what the person was shown; nothing was done, and `effects` are what it is now."""

    def __init__(self, effects: Sequence[Effect]) -> None:
        super().__init__("What this would do is not what you were shown. Read it again, then confirm.")
        self.effects = tuple(effects)


def effects(session: Session, actor: Actor, offer: Offer, *, now: datetime) -> tuple[Effect, ...]:
    """Everything that withdrawing an open offer does now; its events, hold, unit and property must be loaded."""
    accepted = life.state(offer).phase is Phase.ACCEPTED
    return (
        _freed(offer, now),
        _told(session, offer, now),
        *((_woken(session, actor, offer, now),) if accepted else ()),
        *(_stopped_works(session, offer) if accepted else ()),
        *_called_off(session, offer),
        _priority(session, offer),
    )


def key(found: Sequence[Effect]) -> str:
    """What the page carries, so that only what was shown is done."""
    whole = "\n".join(f"{each.kind} {each.about}" for each in found)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def _freed(offer: Offer, now: datetime) -> Effect:
    on = max(day_of(now), first_day(offer.hold))
    return Effect("freed", f"{offer.unit.code} is free again from {said_date(on)}.", f"{offer.unit_id} {on}")


def _told(session: Session, offer: Offer, now: datetime) -> Effect:
    staff = len(provider_staff(session, offer, now=now))
    if not staff:
        return Effect("told", "Nobody at the provider can be told: nobody there may see this referral.", "0")
    people = plural(staff, "person", "people")
    return Effect("told", f"{people} at the provider {'is' if staff == 1 else 'are'} told that it has ended, not why.")


def _woken(session: Session, actor: Actor, offer: Offer, now: datetime) -> Effect:
    found = waking.next_up(session, offer, now=now)
    if found is None:
        return Effect("woken", "The homelessness team gets a task to run the matching again: nobody was next for it.")
    query = select(Household.reference).where(Household.id == found.household_id, visible(actor))
    who = session.scalar(query) or "another household"
    return Effect("woken", f"The place is {who}’s next choice: their officer gets an urgent task.", str(found))


def _stopped_works(session: Session, offer: Offer) -> list[Effect]:
    since = next(row.at for row in reversed(offer.events) if row.event in ("she_accepted", "provider_accepted"))
    query = (
        select(SanctuaryJob.reference)
        .join(SanctuaryEvent, SanctuaryEvent.job_id == SanctuaryJob.id)
        .where(SanctuaryJob.household_id == offer.household_id, SanctuaryEvent.event == JobEvent.RELEASED)
        .where(SanctuaryEvent.at >= since)
    )
    return [
        Effect(
            "works", f"The works on her home (job {job}) were stopped when she accepted. They stay stopped until "
            "somebody opens the job again.", job,
        )
        for job in session.scalars(query)
    ]  # fmt: skip


def _called_off(session: Session, offer: Offer) -> list[Effect]:
    query = select(Unit.code).join(Stay, Stay.unit_id == Unit.id).join(Transfer, Transfer.stay_id == Stay.id)
    codes = session.scalars(query.where(Transfer.offer_id == offer.id))
    return [Effect("transfer", f"The transfer is called off: they stay in {code}.", code) for code in codes]


def _priority(session: Session, offer: Offer) -> Effect:
    query = select(BandDecision.band).where(BandDecision.presentation_id == offer.presentation_id)
    band = session.scalar(query.order_by(BandDecision.at.desc()).limit(1))
    said = f"band {band}" if band else "her priority"
    return Effect("priority", f"She keeps {said} and every day that she has waited, and is in the next run.")
