"""The household: its people, needs, wishes and safe contact.

Nothing but a name (or "not given") is mandatory. A field that is None has not been asked; a list that is
empty has been asked and is empty, where a companion `..._asked` flag says so.
"""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed
from pathway.sanctuary_visits import VisitRule

BORN_PARTLY = (
    "num_nonnulls(born_from, born_until, born_how) = 0 or (num_nonnulls(born_from, born_until, born_how) = 3 "
    "and born is null and born_from <= born_until)"
)


class Household(Base):
    """The people who move together. `reference` is what staff say aloud; it says nothing about anybody.

    `asked` names what she was asked about whose answer may be "none" (housing.households.asked): an empty list that
    is not named there has not been asked. `organisation_id` is the team whose case it is.
    `restricted`: only named people see it. `version` refuses a save over somebody else's.
    """

    __tablename__ = "household"
    __table_args__ = (
        CheckConstraint("support_need in ('low', 'medium', 'high', 'very_high')", name="support_need"),
        UniqueConstraint("reference"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    reference: Mapped[str]
    restricted: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    support_need: Mapped[str | None]
    access_needs: Mapped[list[str]] = mapped_column(default=list)
    pets: Mapped[list[str]] = mapped_column(default=list)
    funding: Mapped[list[str]] = mapped_column(default=list)
    immigration: Mapped[str | None]
    accepts: Mapped[list[str]] = mapped_column(default=list)
    preferred_services: Mapped[list[str]] = mapped_column(default=list)
    wants_to_stay: Mapped[bool | None]
    language: Mapped[str | None]
    interpreter: Mapped[bool | None]
    concerns_asked: Mapped[bool] = mapped_column(default=False)
    near_asked: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[list[str]] = mapped_column(default=list)

    people: Mapped[list[Person]] = relationship(lazy="raise", order_by="Person.position", back_populates="household")
    births: Mapped[list[ExpectedBirth]] = relationship(lazy="raise", order_by="ExpectedBirth.due_on")
    concerns: Mapped[list[PersonOfConcern]] = relationship(lazy="raise", order_by="PersonOfConcern.position")
    near: Mapped[list[NearPlace]] = relationship(lazy="raise", order_by="NearPlace.position")
    excluded: Mapped[list[ExcludedArea]] = relationship(lazy="raise", order_by="ExcludedArea.area_code")
    safe_contact: Mapped[SafeContact | None] = relationship(lazy="raise", uselist=False)

    __mapper_args__ = {"version_id_col": version}


class Person(Base):
    """One person of a household; position 0 is the lead. `name` None is "not given".

    `name_index` is a keyed digest of the name, to find the same name elsewhere without opening it. A date of birth that
    is partly known is `born_from` to `born_until`, both possible, with `born_how` it was said (pathway.births).
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("role in ('adult', 'child')", name="role"),
        CheckConstraint("sex in ('female', 'male', 'other')", name="sex"),
        CheckConstraint("partner_id <> id", name="partner"),
        CheckConstraint(BORN_PARTLY, name="born_partly"),
        Index("ix_person_name_index", "name_index"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    position: Mapped[int]
    name: Mapped[str | None] = mapped_column(Sealed("person.name"))
    name_index: Mapped[str | None]
    born: Mapped[date | None]
    born_from: Mapped[date | None]
    born_until: Mapped[date | None]
    born_how: Mapped[str | None]
    sex: Mapped[str | None]
    role: Mapped[str]
    partner_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("person.id"))
    relationship_to_lead: Mapped[str | None]

    household: Mapped[Household] = relationship(lazy="raise", back_populates="people")


class ExpectedBirth(Base):
    """A child not yet born."""

    __tablename__ = "expected_birth"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    due_on: Mapped[date]


class PersonOfConcern(Base):
    """Somebody the household must be kept from. Shown to nobody outside the case.

    `places_known`: None not asked yet; True the places are listed; False she does not know, and the officer
    said why matching may go on without them (`places_why`). A date of birth partly known stands as a person's does.
    `phone` is a number of theirs in E.164 form: compared, never called.
    """

    __tablename__ = "person_of_concern"
    __table_args__ = (
        CheckConstraint(BORN_PARTLY, name="born_partly"),
        Index("ix_person_of_concern_name_index", "name_index"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    position: Mapped[int]
    name: Mapped[str | None] = mapped_column(Sealed("person_of_concern.name"))
    name_index: Mapped[str | None]
    born: Mapped[date | None]
    born_from: Mapped[date | None]
    born_until: Mapped[date | None]
    born_how: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(Sealed("person_of_concern.phone"), deferred=True)
    relationship_to_her: Mapped[str | None]
    places_known: Mapped[bool | None]
    places_why: Mapped[str | None] = mapped_column(Sealed("person_of_concern.places_why"))

    places: Mapped[list[ConcernPlace]] = relationship(lazy="raise", order_by="ConcernPlace.position")


class ConcernPlace(Base):
    """A place that a person of concern uses; with `radius_m` around it nobody of the household may live.

    Metres, British National Grid.
    """

    __tablename__ = "concern_place"
    __table_args__ = (CheckConstraint("radius_m between 1 and 200000", name="radius_m"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    concern_id: Mapped[UUID] = mapped_column(Id, ForeignKey("person_of_concern.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    postcode: Mapped[str | None] = mapped_column(Sealed("concern_place.postcode"))
    easting: Mapped[int]
    northing: Mapped[int]
    radius_m: Mapped[int]


class NearPlace(Base):
    """Somewhere the household needs to be near; `limit_km` is hers to set. Metres, British National Grid."""

    __tablename__ = "near_place"
    __table_args__ = (
        CheckConstraint("importance between 1 and 5", name="importance"),
        CheckConstraint("limit_km > 0 and limit_km <= 1000", name="limit_km"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    postcode: Mapped[str | None] = mapped_column(Sealed("near_place.postcode"))
    easting: Mapped[int]
    northing: Mapped[int]
    importance: Mapped[int] = mapped_column(default=1)
    limit_km: Mapped[int | None]


class ExcludedArea(Base):
    """A ward she cannot live in, or a whole council (`outside`) she must leave."""

    __tablename__ = "excluded_area"
    __table_args__ = (UniqueConstraint("household_id", "area_code", "outside"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    area_code: Mapped[str]
    outside: Mapped[bool] = mapped_column(default=False)


class SafeContact(Base):
    """How and when it is safe to reach her. Shown wherever a number is shown; followed by whatever sends.

    `days` (ISO, Monday is 1) and hours `[from_at, until_at)` go together, 00:00 at the end is midnight; none is not
    agreed. `address` is where a letter is safe, which need not be where she lives. `flagged_at`: when a number or an
    address was last marked unsafe, so that whatever was arranged before is looked at again.
    """

    __tablename__ = "safe_contact"
    __table_args__ = (
        CheckConstraint("days <@ array[1, 2, 3, 4, 5, 6, 7]", name="days"),
        CheckConstraint(
            "(from_at is null) = (until_at is null) and (from_at is null) = (cardinality(days) = 0) "
            "and (until_at > from_at or until_at = '00:00')",
            name="hours",
        ),
    )

    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), primary_key=True)
    methods: Mapped[list[str]] = mapped_column(default=list)
    phone: Mapped[str | None] = mapped_column(Sealed("safe_contact.phone"))
    email: Mapped[str | None] = mapped_column(Sealed("safe_contact.email"))
    address: Mapped[str | None] = mapped_column(Sealed("safe_contact.address"))
    days: Mapped[list[int]] = mapped_column(ARRAY(Integer), default=list)
    from_at: Mapped[time | None]
    until_at: Mapped[time | None]
    times: Mapped[str | None] = mapped_column(Sealed("safe_contact.times"))
    code_word: Mapped[str | None] = mapped_column(Sealed("safe_contact.code_word"))
    voicemail: Mapped[bool | None]
    shared_device: Mapped[bool | None]
    notes: Mapped[str | None] = mapped_column(Sealed("safe_contact.notes"))
    flagged_at: Mapped[datetime | None]

    @property
    def hours(self) -> VisitRule | None:
        """The days and hours in which it is safe; None where they are not agreed."""
        if not self.days or self.from_at is None or self.until_at is None:
            return None
        return VisitRule(frozenset(self.days), self.from_at, self.until_at)


class CasePerson(Base):
    """Somebody named for a restricted case."""

    __tablename__ = "case_person"

    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"), primary_key=True)
    named_at: Mapped[datetime]


class HouseholdEvent(Base):
    """One line of the household's timeline, in words that carry no address and no third person's name."""

    __tablename__ = "household_event"
    __table_args__ = (Index("ix_household_event_timeline", "household_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    at: Mapped[datetime]
    kind: Mapped[str]
    words: Mapped[str] = mapped_column(Sealed("household_event.words"))
    by_name: Mapped[str]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
