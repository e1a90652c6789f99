"""A made-up council to match: rows straight into the tables, as other slices would have left them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from housing import clock
from housing.access import Actor, Grant, Role
from housing.households.models import CasePerson, ConcernPlace, Household, NearPlace, Person, PersonOfConcern
from housing.people.models import Account, Authority, ConflictOfInterest, Organisation
from housing.placements.models import Offer, OfferEvent
from housing.places.models import AcceptancePolicy, Property, Unit, UnitPeriod, VacancyCheck, Ward
from housing.presentations.models import BandDecision, Presentation, StageEntry
from housing.sealing import ring

COUNCIL = "E08999901"
NOW = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
TODAY = NOW.date()
FRESH = NOW
SERIAL = count(1)


@dataclass
class Town:
    """One made-up council with a team, a provider and a ward, and whoever is added to it."""

    session: Session
    code: str = COUNCIL
    team: UUID = field(default_factory=uuid4)
    provider: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        if self.session.get(Authority, self.code) is None:
            self.session.add(Authority(code=self.code, name=f"Made-up {self.code}"))
            self.session.flush()
        self.ward = f"E05{self.code[-6:]}"
        self.session.add_all(
            [
                Organisation(id=self.team, authority_code=self.code, name="Made-up housing team", kind="council"),
                Organisation(id=self.provider, authority_code=self.code, name="Made-up refuge", kind="provider"),
            ]
        )
        if self.session.get(Ward, self.ward) is None:
            self.session.add(
                Ward(code=self.ward, authority_code=self.code, name="Made-up ward", easting=440_000, northing=390_000)
            )
        self.session.flush()

    def account(self, name: str = "Aisha Demo") -> Account:
        """Somebody with an account."""
        account = Account(
            email=f"{next(SERIAL)}@example.invalid", name=name, password_hash="none", created_at=NOW, made_up=True
        )
        self.session.add(account)
        self.session.flush()
        return account

    def actor(
        self, role: Role = Role.HOMELESSNESS, name: str = "Aisha Demo", organisation: UUID | None = None
    ) -> Actor:
        """Somebody signed in with one role."""
        account = self.account(name)
        grant = Grant(role, organisation or self.team, self.code)
        return Actor(name=name, account_id=account.id, grants=frozenset({grant}))

    def home(self, kind: str = "dispersed", *, policy: dict[str, Any] | None = None, **facts: Any) -> Property:
        """A property with an acceptance policy that takes nearly everybody; `policy` None of them: see `bare`."""
        number = next(SERIAL)
        home = Property(
            authority_code=self.code, organisation_id=self.provider, code=f"MU{number}", kind=kind,
            address=f"{number} Made-up Street", postcode="ZZ99 9ZZ", ward_code=self.ward,
            easting=440_000, northing=390_000, sleeping="room_standard",
            confidential="withheld" if kind == "refuge" else "area",
        )  # fmt: skip
        for name, value in facts.items():
            setattr(home, name, value)
        self.session.add(home)
        self.session.flush()
        if policy is None or policy:
            self.policy(home, **(policy or {}))
        return home

    def policy(self, home: Property, *, from_on: date = date(2020, 1, 1), **facts: Any) -> AcceptancePolicy:
        """What is accepted from a day on."""
        terms: dict[str, Any] = {
            "sexes": ["female", "male", "other"], "boys_up_to": None, "boys_any": True, "max_support": "very_high",
            "pets": ["dog"], "funding": ["housing_benefit"], "services": [], "caps": {},
        }  # fmt: skip
        policy = AcceptancePolicy(property_id=home.id, from_on=from_on, recorded_at=NOW, **{**terms, **facts})
        self.session.add(policy)
        self.session.flush()
        return policy

    def unit(self, home: Property | None = None, *, looked_at: datetime | None = FRESH, **facts: Any) -> Unit:
        """A unit for four people, confirmed just now by whatever clock; `looked_at` None: never."""
        terms: dict[str, Any] = {
            "code": f"U{next(SERIAL)}", "bedrooms": [{"beds": 2, "cots": 1}, {"beds": 2, "cots": 0}],
            "max_people": 5, "floor": 0, "features": [],
        }  # fmt: skip
        home = home or self.home()
        unit = Unit(property_id=home.id, authority_code=self.code, **{**terms, **facts})
        self.session.add(unit)
        self.session.flush()
        if looked_at is not None:
            self.session.add(VacancyCheck(unit_id=unit.id, at=max(looked_at, clock.now())))
            self.session.flush()
        return unit

    def household(self, *, name: str | None = None, born: date | None = date(1992, 5, 1), **facts: Any) -> Household:
        """One woman whom everything has been asked, and who fears nobody."""
        terms: dict[str, Any] = {
            "support_need": "low", "funding": ["housing_benefit"], "accepts": ["dispersed", "refuge"],
            "concerns_asked": True, "near_asked": True, "access_needs": [], "pets": [], "preferred_services": [],
            "asked": ["access_needs", "births", "excluded", "pets"], "restricted": False,
        }  # fmt: skip
        number = next(SERIAL)
        household = Household(
            authority_code=self.code, organisation_id=self.team, reference=f"H-{number:06}", created_at=NOW,
            **{**terms, **facts},
        )  # fmt: skip
        self.session.add(household)
        self.session.flush()
        self.person(household, name=name or f"Madeup Person {number}", born=born)
        return household

    def person(self, household: Household, *, name: str | None = None, **facts: Any) -> Person:
        """One more member: a woman, unless it is said otherwise."""
        terms: dict[str, Any] = {"born": date(1990, 1, 1), "sex": "female", "role": "adult"}
        person = Person(
            household_id=household.id, position=next(SERIAL), name=name,
            name_index=ring().fingerprint(name) if name else None, **{**terms, **facts},
        )  # fmt: skip
        self.session.add(person)
        self.session.flush()
        return person

    def concern(self, household: Household, *, name: str | None = "Madeup Danger", **facts: Any) -> PersonOfConcern:
        """Somebody the household must be kept from, whose places she does not know."""
        terms: dict[str, Any] = {"born": None, "places_known": False, "places_why": "made up: she does not know"}
        concern = PersonOfConcern(
            household_id=household.id, position=next(SERIAL), name=name,
            name_index=ring().fingerprint(name) if name else None, **{**terms, **facts},
        )  # fmt: skip
        self.session.add(concern)
        self.session.flush()
        return concern

    def danger(self, concern: PersonOfConcern, easting: int, northing: int, radius_m: int) -> ConcernPlace:
        """A place that the person uses."""
        concern.places_known = True
        place = ConcernPlace(
            concern_id=concern.id, position=next(SERIAL), kind="home", easting=easting, northing=northing,
            radius_m=radius_m,
        )  # fmt: skip
        self.session.add(place)
        self.session.flush()
        return place

    def near(self, household: Household, easting: int, northing: int, **facts: Any) -> NearPlace:
        """Somewhere she needs to be near."""
        terms: dict[str, Any] = {"kind": "work", "importance": 1, "limit_km": None}
        place = NearPlace(
            household_id=household.id, position=next(SERIAL), easting=easting, northing=northing, **{**terms, **facts}
        )
        self.session.add(place)
        self.session.flush()
        return place

    def presents(
        self, household: Household, *, band: int = 2, days: int = 3, stage: str = "first_contact"
    ) -> Presentation:
        """The household asks for help, some days ago."""
        at = NOW - timedelta(days=days)
        presentation = Presentation(
            household_id=household.id, authority_code=self.code, reference=f"P-{next(SERIAL):06}", presented_at=at,
            situation={},
        )  # fmt: skip
        self.session.add(presentation)
        self.session.flush()
        self.session.add_all(
            [
                BandDecision(presentation_id=presentation.id, at=at, band=band, steps=[]),
                StageEntry(presentation_id=presentation.id, at=at, stage=stage),
            ]
        )
        self.session.flush()
        return presentation

    def seeks(self, household: Household | None = None, *, band: int = 2, days: int = 3) -> Household:
        """A household that asks for help."""
        household = household or self.household()
        self.presents(household, band=band, days=days)
        return household

    def line(
        self, unit: Unit, kind: str = "stay", household: Household | None = None, *, from_on: date | None = None,
        until_on: date | None = None, reason: str | None = None,
    ) -> UnitPeriod:  # fmt: skip
        """A line of the unit's diary."""
        line = UnitPeriod(
            unit_id=unit.id, authority_code=self.code, kind=kind,
            during=Range(from_on or TODAY - timedelta(days=30), until_on, bounds="[)"),
            household_id=household.id if household else None, recorded_at=NOW, reason=reason,
            lapses_at=NOW + timedelta(days=1) if kind == "hold" else None,
        )  # fmt: skip
        self.session.add(line)
        self.session.flush()
        return line

    def lives(self, household: Household, unit: Unit, **facts: Any) -> Household:
        """The household lives in the unit."""
        self.line(unit, "stay", household, **facts)
        return household

    def offer(self, household: Household, unit: Unit, *events: str, open: bool = True) -> Offer:
        """An offer with its hold, and what happened to it."""
        presentation = self.session.scalars(select(Presentation).where(Presentation.household_id == household.id)).one()
        line = self.line(unit, "hold", household, from_on=TODAY)
        if not open:
            line.replaced_at = NOW
        offer = Offer(
            reference=f"O-{next(SERIAL):06}", authority_code=self.code, household_id=household.id,
            presentation_id=presentation.id, unit_id=unit.id, hold_id=line.id, made_at=NOW,
            made_by=self.account().id, made_by_name="Aisha Demo", answer_due_at=NOW,
            lapses_at=NOW + timedelta(days=1), ended_at=None if open else NOW, verdicts={},
        )  # fmt: skip
        self.session.add(offer)
        self.session.flush()
        self.session.add_all(
            OfferEvent(offer_id=offer.id, position=position, event=event, at=NOW, by_name="Aisha Demo")
            for position, event in enumerate(("made", *events))
        )
        self.session.flush()
        return offer

    def bar(self, actor: Actor, household: Household) -> None:
        """The actor has a conflict of interest: the case does not exist for them."""
        self.session.add(
            ConflictOfInterest(
                account_id=actor.account_id, household_id=household.id, declared_at=NOW, reason="made up: kin"
            )
        )
        self.session.flush()

    def name_for(self, actor: Actor, household: Household) -> None:
        """The actor is named for a restricted case."""
        self.session.add(CasePerson(account_id=actor.account_id, household_id=household.id, named_at=NOW))
        self.session.flush()
