"""The use cases of an offer. Each is one transaction; the state decides what may happen, never the page."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist, system
from housing.clock import day_of
from housing.codes import choices
from housing.db import transaction
from housing.households import queries as households
from housing.households import timeline
from housing.households.models import Household, Person, SafeContact
from housing.placements.models import Offer, Stay
from housing.placements.offers import life
from housing.placements.offers.offering import loaded, make
from housing.placements.offers.telling import tell_council, tell_provider
from housing.places import diary
from housing.presentations import queries as presentations
from housing.presentations import stages
from housing.refusals import Refused
from pathway.calendar import age_on
from pathway.offers import Event, lapses

LONGEST_WORDS = 2000


def make_offer(*, presentation_id: UUID, unit_id: UUID, why_differs: str | None, by: Actor, now: datetime) -> Offer:
    """Offer a unit that the officer chose on "options now".

    Raises:
        NotFound: the presentation is not within the actor's reach, or has ended.
        PlaceTaken, RuleBroken: as `offering.make`.
    """
    insist(by, "offer.make")
    with transaction() as session:
        presentation = presentations.one(session, by, presentation_id, permission="offer.make")
        if presentation.ended_at is not None:
            raise Refused("This presentation has ended. Start a new one before making an offer.")
        band = presentations.current_band(presentation)
        return make(
            session, presentation=presentation, unit_id=unit_id, band=band, run_id=None,
            why_differs=why_differs, by=by, now=now,
        )  # fmt: skip


def answer_for_provider(
    *, offer_id: UUID, accept: bool, reason: str | None, words: str | None, by: Actor, now: datetime
) -> Offer:
    """Record the provider's answer to a referral; a decline needs a reason of the list, "other" needs words.

    Raises:
        NotFound: the unit is not the provider's.
        Refused: no reason, or it can no longer be answered.
    """
    insist(by, "referral.answer")
    with transaction() as session:
        offer = _of_own_unit(session, offer_id, by, "referral.answer")
        if not accept:
            _need_reason(session, "decline_reason", reason, words, offer.authority_code)
        event = Event.PROVIDER_ACCEPTED if accept else Event.PROVIDER_DECLINED
        after = life.happen(session, offer, event, by=by, now=now, reason=reason, words=words)
        said = "accepted the referral" if accept else "declined the referral"
        _tell_story(session, offer, f"The provider of {offer.unit.code} {said}.", by, now)
        tell_council(session, offer, "offer_accepted" if after.accepted else "referral_answered", now=now)
    return offer


def answer_for_her(
    *, offer_id: UUID, accept: bool, reason: str | None, words: str | None, by: Actor, now: datetime
) -> Offer:
    """Record what she said. She need give no reason, and saying no never costs her priority or days waited.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: it can no longer be answered, or the reason is "other" without words.
    """
    insist(by, "offer.answer_for_her")
    with transaction() as session:
        offer = _of_household(session, offer_id, by, "offer.answer_for_her")
        if not accept and reason:
            _need_reason(session, "refusal_reason", reason, words, offer.authority_code)
        event = Event.SHE_ACCEPTED if accept else Event.SHE_DECLINED
        after = life.happen(session, offer, event, by=by, now=now, reason=reason, words=words)
        if accept:
            _tell_story(session, offer, f"She accepted {offer.unit.code}.", by, now)
        else:
            stages.make(session, offer.presentation, "decline_offer", reason=None, by=by, now=now)
        wording = "offer_accepted" if after.accepted else "referral_answered" if accept else "offer_ended"
        tell_provider(session, offer, offer.unit.property.organisation_id, wording, now=now)
    return offer


def withdraw_offer(*, offer_id: UUID, reason: str, words: str | None, by: Actor, now: datetime) -> Offer:
    """Take an offer back, with a reason of the list; the unit is free again at once.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: no reason, or the offer has ended.
    """
    insist(by, "offer.make")
    with transaction() as session:
        offer = _of_household(session, offer_id, by, "offer.make")
        _need_reason(session, "withdrawal_reason", reason, words, offer.authority_code)
        life.happen(session, offer, Event.WITHDRAWN, by=by, now=now, reason=reason, words=words)
        _tell_story(session, offer, f"The offer of {offer.unit.code} was withdrawn.", by, now)
        tell_provider(session, offer, offer.unit.property.organisation_id, "offer_ended", now=now)
    return offer


def record_arrival(*, offer_id: UUID, arrived_on: date, by: Actor, now: datetime) -> Stay:
    """Record that the household has moved in: the hold becomes a stay from that day.

    Raises:
        NotFound: the unit is not the provider's.
        Refused: not accepted by both sides, or the day is in the future or before the offer was made.
        PlaceTaken: the unit was not free on that day.
    """
    insist(by, "stay.record")
    with transaction() as session:
        offer = _of_own_unit(session, offer_id, by, "stay.record")
        if arrived_on > day_of(now):
            raise Refused("The day of arrival must be today or in the past.", field="arrived_on")
        if arrived_on < day_of(offer.made_at):
            raise Refused("The day of arrival must not be before the offer was made.", field="arrived_on")
        life.happen(session, offer, Event.ARRIVED, by=by, now=now)
        diary.let(session, offer.hold, arrived_on=arrived_on, by=by, now=now)
        stay = _stay(session, offer, arrived_on, by, now)
        session.add(stay)
        stages.make(session, offer.presentation, "arrive", reason=None, by=by, now=now)
        _tell_story(session, offer, f"Arrived at {offer.unit.code}.", by, now)
        tell_council(session, offer, "arrival_recorded", now=now)
        audit.record(session, by, "stay.began", stay, now=now, facts={"offer": offer.id})
    return stay


def lapse_offers(*, now: datetime) -> int:
    """End every offer whose time is over, unless both sides have accepted or she could not safely be reached."""
    by = system("Offers that lapse")
    lapsed = 0
    with transaction() as session:
        due = select(Offer.id).where(Offer.ended_at.is_(None), Offer.lapses_at <= now).order_by(Offer.lapses_at)
        for offer_id in session.scalars(due).all():
            offer = loaded(session, offer_id)
            if offer is None or offer.ended_at is not None:
                continue
            reach = can_reach_her(session, offer.household_id)
            if not lapses(life.state(offer), at=offer.lapses_at, now=now, can_reach_her=reach):
                continue
            life.happen(session, offer, Event.LAPSED, by=by, now=now)
            _tell_story(session, offer, f"The offer of {offer.unit.code} lapsed. Her priority is unchanged.", by, now)
            tell_council(session, offer, "offer_ended", now=now)
            tell_provider(session, offer, offer.unit.property.organisation_id, "offer_ended", now=now)
            audit.record(session, by, "offer.lapse_recorded", offer, now=now)
            lapsed += 1
    return lapsed


def can_reach_her(session: Session, household_id: UUID) -> bool | None:
    """Whether a safe way of reaching her is recorded; None where nobody has asked."""
    contact = session.get(SafeContact, household_id)
    return None if contact is None else bool(contact.methods)


def _stay(session: Session, offer: Offer, arrived_on: date, by: Actor, now: datetime) -> Stay:
    people = session.scalars(select(Person).where(Person.household_id == offer.household_id)).all()
    adults = sum(_is_adult(person.role, person.born, arrived_on) for person in people)
    return Stay(
        authority_code=offer.authority_code,
        household_id=offer.household_id,
        presentation_id=offer.presentation_id,
        unit_id=offer.unit_id,
        offer_id=offer.id,
        arrived_on=arrived_on,
        kind=offer.unit.property.kind,
        adults=adults,
        children=len(people) - adults,
        recorded_at=now,
        recorded_by=by.account_id,
    )


def _is_adult(role: str, born: date | None, on: date) -> bool:
    """Eighteen or over on the day; where the date of birth is not known, as the officer recorded."""
    return role == "adult" if born is None else age_on(born, on) >= 18


def _of_own_unit(session: Session, offer_id: UUID, by: Actor, permission: str) -> Offer:
    offer = loaded(session, offer_id)
    if offer is None or offer.unit.property.organisation_id not in by.extent(permission).organisations:
        raise NotFound("offer")
    return offer


def _of_household(session: Session, offer_id: UUID, by: Actor, permission: str) -> Offer:
    offer = loaded(session, offer_id)
    if offer is None:
        raise NotFound("offer")
    within = select(Household.id).where(Household.id == offer.household_id, households.visible(by, permission))
    if session.scalar(within) is None:
        raise NotFound("offer")
    return offer


def _need_reason(session: Session, name: str, reason: str | None, words: str | None, authority: str) -> None:
    if not reason or reason not in choices(session, name, authority):
        raise Refused("Select a reason from the list.", field="reason")
    if reason == "other" and not (words or "").strip():
        raise Refused("Say in a few words what the other reason is.", field="words")
    if len(words or "") > LONGEST_WORDS:
        raise Refused(f"Use {LONGEST_WORDS:,} characters or fewer.", field="words")


def _tell_story(session: Session, offer: Offer, words: str, by: Actor, now: datetime) -> None:
    timeline.tell(session, offer.household_id, "offer", words, by=by, now=now)
