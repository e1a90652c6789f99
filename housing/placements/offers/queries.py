"""Reading offers: a provider's referrals, the council's offers, and how many wait for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.households import queries as households
from housing.households.models import Household, Person
from housing.placements import reach
from housing.placements.models import Departure, Offer, OfferEvent, Stay
from housing.placements.offers import life
from housing.places.models import Property, Unit
from housing.presentations.models import Presentation, RiskEntry
from pathway.offers import Answer, Event, OfferState, Phase

Value = TypeVar("Value", int, UUID)
ANSWER, MAKE = "referral.answer", "offer.make"
ANSWERED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """An offer as a list shows it. `stays`: she lives there now, since an arrival and before a departure."""

    offer: Offer
    state: OfferState
    stays: bool = False

    @property
    def waits_for_provider(self) -> bool:
        """Whether the provider has still to answer."""
        return self.state.open and self.state.provider is Answer.WAITING

    @property
    def is_over(self) -> bool:
        """Whether the provider has nothing more to do with the household: ended, and nobody lives there by it."""
        return not self.state.open and not self.stays

    @property
    def is_cleared(self) -> bool:
        """Whether the provider may know who they are: both sides have accepted, until she leaves."""
        return self.state.phase is Phase.ACCEPTED or self.stays


def waiting_for_provider(session: Session, actor: Actor, _now: datetime) -> int:
    """How many referrals wait for this provider's answer."""
    answered = exists().where(
        OfferEvent.offer_id == Offer.id, OfferEvent.event == Event.PROVIDER_ACCEPTED, OfferEvent.taken_back_at.is_(None)
    )
    query = _joined(select(func.count(Offer.id))).where(
        Offer.ended_at.is_(None), ~answered, reach.of_provider(actor, ANSWER)
    )
    return session.scalar(query) or 0


def referrals(session: Session, actor: Actor) -> list[Standing]:
    """A provider's open referrals, the one to answer soonest first; then those that ended last, newest first."""
    query = _light(reach.of_provider(actor, ANSWER))
    now_open = session.scalars(query.where(Offer.ended_at.is_(None)).order_by(Offer.answer_due_at))
    ended = session.scalars(
        query.where(Offer.ended_at.is_not(None)).order_by(Offer.ended_at.desc()).limit(ANSWERED_SHOWN)
    )
    return _standings(session, [*now_open, *ended])


def referral(session: Session, actor: Actor, offer_id: UUID) -> Standing:
    """One referral with its household, unit and latest risk; names, contact and origin are not loaded.

    Raises:
        NotFound: there is none, or it is not for this person.
    """
    query = _light(reach.of_provider(actor, ANSWER)).where(Offer.id == offer_id).options(*_needs())
    found = session.scalar(query)
    if found is None:
        raise NotFound("referral")
    return _standings(session, [found])[0]


def cleared(session: Session, offer: Offer) -> Household:
    """The household of a referral with its people's names and its safe contact: for a cleared referral only."""
    query = (
        select(Household)
        .where(Household.id == offer.household_id)
        .options(selectinload(Household.people), joinedload(Household.safe_contact))
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).one()


def referral_of_unit(session: Session, actor: Actor, unit_id: UUID) -> UUID:
    """The open referral that one of the provider's units is held for. Raises NotFound."""
    query = _joined(select(Offer.id)).where(
        Offer.unit_id == unit_id, Offer.ended_at.is_(None), reach.of_provider(actor, ANSWER)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("referral")
    return found


def open_offers(session: Session, actor: Actor) -> list[Standing]:
    """Open offers to the households within the actor's reach, the one that lapses first at the top."""
    query = _light(households.visible(actor, MAKE)).where(Offer.ended_at.is_(None)).order_by(Offer.lapses_at)
    return _standings(session, session.scalars(query).all())


def lapsing_today(session: Session, actor: Actor, now: datetime) -> int:
    """How many open offers within the actor's reach lapse today, or should have, with an answer missing."""
    return sum(
        not each.state.accepted and day_of(each.offer.lapses_at) <= day_of(now) for each in open_offers(session, actor)
    )


def arrivals(session: Session, actor: Actor, _now: datetime) -> int:
    """How many households this provider expects: both sides have accepted, and nobody has recorded an arrival."""
    query = _light(reach.of_provider(actor, "stay.record")).where(Offer.ended_at.is_(None))
    return sum(life.state(each).accepted for each in session.scalars(query))


def offer(session: Session, actor: Actor, offer_id: UUID) -> Standing:
    """One offer to a household within the actor's reach. Raises NotFound."""
    query = _light(households.visible(actor, MAKE)).where(Offer.id == offer_id).options(joinedload(Offer.hold))
    found = session.scalar(query)
    if found is None:
        raise NotFound("offer")
    return _standings(session, [found])[0]


def of_presentation(session: Session, actor: Actor, presentation_id: UUID) -> list[Standing]:
    """Every offer of one presentation within the actor's reach, newest first."""
    query = _light(households.visible(actor, MAKE)).where(Offer.presentation_id == presentation_id)
    return _standings(session, session.scalars(query.order_by(Offer.made_at.desc())).all())


def _joined(query: Select[Value]) -> Select[Value]:
    return (
        query.select_from(Offer)
        .join(Household, Household.id == Offer.household_id)
        .join(Unit, Unit.id == Offer.unit_id)
        .join(Property, Property.id == Unit.property_id)
    )


def _light(within: ColumnElement[bool]) -> Select[Offer]:
    """Offers with events, unit, property and household; addresses stay sealed."""
    to_property = contains_eager(Offer.unit).contains_eager(Unit.property)
    return (
        select(Offer)
        .join(Offer.household)
        .join(Offer.unit)
        .join(Unit.property)
        .where(within)
        .options(
            selectinload(Offer.events),
            contains_eager(Offer.household),
            to_property.options(defer(Property.address, raiseload=True), defer(Property.postcode, raiseload=True)),
        )
    )


def _needs() -> Sequence[ORMOption]:
    """Loader options for what a provider needs to decide. No name is opened for it, and no origin."""
    household = contains_eager(Offer.household)
    return (
        household.selectinload(Household.people).options(defer(Person.name, raiseload=True)),
        household.selectinload(Household.births),
        joinedload(Offer.presentation)
        .selectinload(Presentation.risks)
        .options(defer(RiskEntry.reason, raiseload=True)),
    )


def _standings(session: Session, offers: Sequence[Offer]) -> list[Standing]:
    left = exists().where(Departure.stay_id == Stay.id)
    living = set(session.scalars(select(Stay.offer_id).where(Stay.offer_id.in_([offer.id for offer in offers]), ~left)))
    return [Standing(offer, life.state(offer), offer.id in living) for offer in offers]
