"""Documents as they are kept: what each is, its versions, and whether it is hidden."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id
from housing.sealing import Sealed


class Document(Base):
    """One document of a household. `kind` is of the list "document_kind".

    `closer`: only her worker and the homelessness team open it; it is the kind's or whoever added it chose so.
    `words` tell it from others of its kind.
    """

    __tablename__ = "document"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    kind: Mapped[str]
    closer: Mapped[bool]
    words: Mapped[str | None] = mapped_column(Sealed("document.words"))
    added_at: Mapped[datetime]
    added_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))

    versions: Mapped[list[DocumentVersion]] = relationship(lazy="raise", order_by="DocumentVersion.number")
    events: Mapped[list[DocumentEvent]] = relationship(lazy="raise", order_by="DocumentEvent.at")


class DocumentVersion(Base):
    """One version of a document; the highest number is the one in use, the others are kept.

    `content` is sealed for "document_version.content:<id>", so that two rows' files cannot be exchanged. `size` is in
    bytes as it is kept; `digest` a keyed digest of the file as it was sent, to know it again.
    """

    __tablename__ = "document_version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("number > 0 and size > 0", name="counted"),
        CheckConstraint("media in ('application/pdf', 'image/jpeg', 'text/plain')", name="media"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    document_id: Mapped[UUID] = mapped_column(Id, ForeignKey("document.id"))
    number: Mapped[int]
    media: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime]
    added_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    added_by_name: Mapped[str]


class DocumentEvent(Base):
    """A document was hidden, or shown again, by whom and why; the last one counts."""

    __tablename__ = "document_event"
    __table_args__ = (CheckConstraint("what in ('hidden', 'shown')", name="what"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    document_id: Mapped[UUID] = mapped_column(Id, ForeignKey("document.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    by_name: Mapped[str]
    what: Mapped[str]
    reason: Mapped[str] = mapped_column(Sealed("document_event.reason"))
