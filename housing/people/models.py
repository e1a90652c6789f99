"""Councils, organisations, the people who work there, and their sessions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.access import Role
from housing.db import Base, Id

ROLES = ", ".join(f"'{role}'" for role in Role)


class Authority(Base):
    """A council, by its ONS code. Every row that belongs to a council carries it."""

    __tablename__ = "authority"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Organisation(Base):
    """A council's team, or a provider of safe accommodation."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("kind in ('council', 'provider', 'contractor')", name="kind"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"))
    name: Mapped[str]
    kind: Mapped[str]


class Account(Base):
    """Somebody who signs in. Accounts are closed (`closed_at`), never deleted."""

    __tablename__ = "account"
    __table_args__ = (Index("uq_account_email", text("lower(email)"), unique=True),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    made_up: Mapped[bool] = mapped_column(default=False)

    memberships: Mapped[list[Membership]] = relationship(lazy="raise", back_populates="account")


class Membership(Base):
    """One role in one organisation, for a period `[from_on, until_on)`."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(f"role in ({ROLES})", name="role"),
        CheckConstraint("until_on is null or until_on > from_on", name="period"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    account_id: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"))
    role: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    account: Mapped[Account] = relationship(lazy="raise", back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(lazy="raise")


class WebSession(Base):
    """A browser's session. The cookie holds a random token; only its SHA-256 is stored."""

    __tablename__ = "web_session"

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"), index=True)
    contents: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class SignInAttempt(Base):
    """A try at signing in, by a keyed digest of the e-mail address or of the network address."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_recent", "who", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    who: Mapped[str]
    at: Mapped[datetime]
    succeeded: Mapped[bool]


class PasswordLink(Base):
    """A link for choosing a password, once, within its time. Only the SHA-256 of its token is stored."""

    __tablename__ = "password_link"
    __table_args__ = (CheckConstraint("expires_at > made_at", name="expires_at"),)

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ConflictOfInterest(Base):
    """Somebody who knows a family, or is kin to its perpetrator: the case does not exist for them."""

    __tablename__ = "conflict_of_interest"

    account_id: Mapped[UUID] = mapped_column(Id, ForeignKey("account.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), primary_key=True)
    declared_at: Mapped[datetime]
    declared_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    reason: Mapped[str]
