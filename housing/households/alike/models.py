"""Prints of names, pairs of records that may be of one person, and what a lead decided about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed

ALLEGATION, DUPLICATE = "allegation", "duplicate"
NAME, NUMBER = "name", "number"
TWO_PEOPLE, ONE_PERSON, KEEP_APART = "two_people", "one_person", "keep_apart"


class Alias(Base):
    """Another name of somebody: one she had before, one she is called by, or another spelling."""

    __tablename__ = "alias"
    __table_args__ = (
        CheckConstraint("num_nonnulls(person_id, concern_id) = 1", name="whose"),
        Index(
            "uq_alias_standing", "person_id", "concern_id", "name_index", unique=True,
            postgresql_where=text("ended_at is null"), postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"))
    concern_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("person_of_concern.id", ondelete="CASCADE"))
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(Sealed("alias.name"))
    name_index: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    made_by_name: Mapped[str]
    ended_at: Mapped[datetime | None]


class NamePrint(Base):
    """The keyed digests of one name of one person, or of one person of concern (pathway.names): no name is in it.

    `basis` is the digest of what it was made from; another one means that the name or the date of birth has changed.
    `keys` find candidates, `pieces` compare them. `compared_at` None: not yet looked at against the others.
    """

    __tablename__ = "name_print"
    __table_args__ = (
        CheckConstraint("num_nonnulls(person_id, concern_id) = 1", name="whose"),
        UniqueConstraint("person_id", "concern_id", "alias_id", postgresql_nulls_not_distinct=True),
        Index("ix_name_print_keys", "keys", postgresql_using="gin"),
        Index("ix_name_print_waiting", "authority_code", postgresql_where=text("compared_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"))
    concern_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("person_of_concern.id", ondelete="CASCADE"))
    alias_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("alias.id", ondelete="CASCADE"))
    basis: Mapped[str]
    keys: Mapped[list[str]] = mapped_column(ARRAY(Text))
    pieces: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    compared_at: Mapped[datetime | None]


class NumberPrint(Base):
    """The keyed digest of a telephone number: her own safe one, or one of a person of concern. No number is in it.

    `basis` is the digest of the sealed number it was made from: another one means that the number has changed.
    `compared_at` None: not yet looked at against the others.
    """

    __tablename__ = "number_print"
    __table_args__ = (
        UniqueConstraint("household_id", "concern_id", postgresql_nulls_not_distinct=True),
        Index("ix_number_print_number", "authority_code", "number"),
        Index("ix_number_print_waiting", "authority_code", postgresql_where=text("compared_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"))
    concern_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("person_of_concern.id", ondelete="CASCADE"))
    basis: Mapped[str]
    number: Mapped[str]
    compared_at: Mapped[datetime | None]


class NameMatch(Base):
    """Two records, of two households, that may be of one person: `kind` says whether one of them is feared.

    `one_record` and `other_record` are ids of people or people of concern; `found_by` says what is alike. While both
    stand as they were compared (`basis`) the pair is found once. `ended_at`: nobody had decided when one of the two
    was changed or taken away, so that there is nothing to decide any more.
    """

    __tablename__ = "name_match"
    __table_args__ = (
        UniqueConstraint("basis"),
        CheckConstraint("kind in ('allegation', 'duplicate')", name="kind"),
        CheckConstraint("found_by in ('name', 'number')", name="found_by"),
        CheckConstraint("one_household_id <> other_household_id", name="two_households"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    kind: Mapped[str]
    basis: Mapped[str]
    one_household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    other_household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    one_record: Mapped[UUID] = mapped_column(Id)
    other_record: Mapped[UUID] = mapped_column(Id)
    found_at: Mapped[datetime]
    found_by: Mapped[str] = mapped_column(default=NAME, server_default=NAME)
    ended_at: Mapped[datetime | None]

    decision: Mapped[NameMatchDecision | None] = relationship(lazy="raise", uselist=False)


class NameMatchDecision(Base):
    """What a lead decided about a pair, and why. One a pair: another look is another pair, since a record changed."""

    __tablename__ = "name_match_decision"
    __table_args__ = (CheckConstraint("outcome in ('two_people', 'one_person', 'keep_apart')", name="outcome"),)

    match_id: Mapped[UUID] = mapped_column(Id, ForeignKey("name_match.id"), primary_key=True)
    outcome: Mapped[str]
    reason: Mapped[str] = mapped_column(Sealed("name_match_decision.reason"))
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
