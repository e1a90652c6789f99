"""A made-up town with one household, one unit and one offer, for the tests of offers and stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.households.models import Household, HouseholdEvent, SafeContact
from housing.people.models import Membership
from housing.placements.models import Offer, Stay
from housing.placements.offers import services as offers
from housing.places.models import Property, Unit, UnitPeriod, VacancyCheck
from housing.presentations.models import Presentation
from tests.housing.placements.matching.factories import NOW, Town

ADDRESS, POSTCODE = "7 Canary Made-up Street", "ZZ98 7ZZ"


@dataclass
class Arranged:
    """Who and what there is; every row has been committed."""

    town: Town
    engine: Engine
    officer: Actor
    manager: Actor
    home: Property
    unit: Unit
    household: Household

    def offer(self, *, household: Household | None = None, unit: Unit | None = None, now: datetime = NOW) -> Offer:
        """The homelessness team offers the unit to the household, through the service."""
        return offers.make_offer(
            presentation_id=self.presentation(household or self.household).id,
            unit_id=(unit or self.unit).id,
            why_differs=None,
            by=self.officer,
            now=now,
        )

    def accept(self, offer: Offer, *, now: datetime = NOW) -> None:
        """Both sides accept."""
        offers.answer_for_provider(offer_id=offer.id, accept=True, reason=None, words=None, by=self.manager, now=now)
        offers.answer_for_her(offer_id=offer.id, accept=True, reason=None, words=None, by=self.officer, now=now)

    def arrive(self, offer: Offer, *, now: datetime = NOW) -> Stay:
        """She arrives on that day."""
        return offers.record_arrival(offer_id=offer.id, arrived_on=now.date(), by=self.manager, now=now)

    def presentation(self, household: Household) -> Presentation:
        """The household's presentation."""
        query = select(Presentation).where(Presentation.household_id == household.id)
        return self.town.session.scalars(query).one()

    def another(self) -> Household:
        """One more household that asks for help."""
        household = self.town.seeks()
        self.town.session.commit()
        return household

    def lines(self, unit: Unit | None = None) -> list[UnitPeriod]:
        """The unit's lines in force, as stored."""
        with Session(self.engine) as session:
            query = select(UnitPeriod).where(
                UnitPeriod.unit_id == (unit or self.unit).id, UnitPeriod.replaced_at.is_(None)
            )
            return list(session.scalars(query.order_by(UnitPeriod.during)))

    def story(self, household_id: UUID) -> list[str]:
        """What the household's timeline says, oldest first."""
        with Session(self.engine) as session:
            query = select(HouseholdEvent).where(HouseholdEvent.household_id == household_id)
            return [line.words for line in session.scalars(query.order_by(HouseholdEvent.at))]


def arrange(session: Session, engine: Engine) -> Arranged:
    """One refuge with one unit, one household that wants a place, an officer of the council, a refuge manager."""
    town = Town(session)
    home = town.home("refuge", address=ADDRESS, postcode=POSTCODE)
    unit = town.unit(home)
    household = town.seeks(town.household(name="Madeup Canary"))
    session.add(SafeContact(household_id=household.id, methods=["call"], phone="+441632960001", code_word="bluebell"))
    officer = member(town, town.actor(Role.HOMELESSNESS))
    manager = refuge_manager(town)
    session.commit()
    return Arranged(town, engine, officer, manager, home, unit, household)


def never_looked_at(engine: Engine) -> None:
    """Nobody has ever said that a unit is right."""
    with Session(engine) as session, session.begin():
        session.execute(delete(VacancyCheck))


def last_looked_at(engine: Engine, at: datetime, by: Actor | None = None) -> None:
    """Every unit was last said to be right at that moment."""
    never_looked_at(engine)
    with Session(engine) as session, session.begin():
        account = by.account_id if by else None
        session.add_all(
            VacancyCheck(unit_id=unit_id, at=at, by=account) for unit_id in session.scalars(select(Unit.id))
        )


def refuge_manager(town: Town, name: str = "Rita Demo", provider: UUID | None = None) -> Actor:
    """A refuge manager of the town's provider, or of another."""
    return member(town, town.actor(Role.REFUGE, name, provider or town.provider))


def member(town: Town, actor: Actor) -> Actor:
    """The actor's roles as memberships, so that messages reach them and they can sign in."""
    town.session.add_all(
        Membership(
            account_id=actor.account_id,
            organisation_id=grant.organisation_id,
            role=grant.role,
            from_on=date(2026, 1, 1),
        )
        for grant in actor.grants
    )
    town.session.flush()
    return actor
