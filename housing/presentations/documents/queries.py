"""Which documents of a case somebody may open, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.sql.base import ExecutableOption

from housing.access import Actor, NotFound
from housing.households.models import Household
from housing.households.queries import READ, visible
from housing.presentations.documents.models import Document, DocumentEvent, DocumentVersion
from housing.presentations.models import Presentation
from housing.sealing import ring

CLOSER = "document.closer"
PARTS: Sequence[ExecutableOption] = (selectinload(Document.versions), selectinload(Document.events))


@dataclass(frozen=True, slots=True)
class Listed:
    """The documents that a person may open, and how many more there are that she may not."""

    documents: list[Document]
    total: int
    closed: int


def hiding(document: Document) -> DocumentEvent | None:
    """The event that hides a document now, or None; its events must be loaded."""
    last = document.events[-1] if document.events else None
    return last if last is not None and last.what == "hidden" else None


def latest(document: Document) -> DocumentVersion:
    """The version in use; its versions must be loaded."""
    return document.versions[-1]


def openable(actor: Actor) -> ColumnElement[bool]:
    """THE filter: documents that the actor may open, beside `households.queries.visible`, which must go with it.

    A closer one is for the worker of the household's open presentation and for those who hold "document.closer".
    """
    extent = actor.extent(CLOSER)
    own = exists().where(
        Presentation.household_id == Document.household_id,
        Presentation.officer_id == actor.account_id,
        Presentation.ended_at.is_(None),
    )
    return or_(
        Document.closer.is_(False),
        own,
        Household.authority_code.in_(sorted(extent.authorities)),
        Household.organisation_id.in_(sorted(extent.organisations)),
    )


def listed(session: Session, actor: Actor, household_id: UUID, *, size: int, offset: int = 0) -> Listed:
    """The newest first, hidden ones among them: four queries. The caller has asked for the household's reach."""
    whole = select(Document).join(Household, Household.id == Document.household_id)
    of_case = whole.where(Document.household_id == household_id)
    mine = of_case.where(visible(actor), openable(actor))
    query = mine.order_by(Document.added_at.desc(), Document.id).offset(offset).limit(size).options(*PARTS)
    counts = select(
        select(func.count()).select_from(of_case.subquery()).scalar_subquery(),
        select(func.count()).select_from(mine.subquery()).scalar_subquery(),
    )
    every, total = session.execute(counts).one()
    return Listed(list(session.scalars(query)), total, every - total)


def newest(session: Session, actor: Actor, household_id: UUID, *, size: int) -> tuple[list[Document], int]:
    """The newest that are not hidden, and how many documents of the case the person may open: one query."""
    query = (
        select(Document, func.count().over())
        .join(Household, Household.id == Document.household_id)
        .where(Document.household_id == household_id, visible(actor), openable(actor), ~_hidden())
        .order_by(Document.added_at.desc(), Document.id)
        .limit(size)
    )
    rows = session.execute(query).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def one(session: Session, actor: Actor, household_id: UUID, document_id: UUID, permission: str = READ) -> Document:
    """A document with its versions and events.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = (
        select(Document)
        .join(Household, Household.id == Document.household_id)
        .where(Document.id == document_id, Document.household_id == household_id)
        .where(visible(actor, permission), openable(actor))
        .options(*PARTS)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("document")
    return found


def content_of(session: Session, actor: Actor, household_id: UUID, document_id: UUID, number: int) -> DocumentVersion:
    """One version of a document that is not hidden; `opened_bytes` gives its file.

    Raises:
        NotFound: it is not there, hidden, or not for this person.
    """
    document = one(session, actor, household_id, document_id)
    found = next((each for each in document.versions if each.number == number), None)
    if found is None or hiding(document) is not None:
        raise NotFound("document")
    return found


def opened_bytes(version: DocumentVersion) -> bytes:
    """The file of a version, unsealed; its session must be open."""
    return ring().open_bytes(bytes(version.content), place_of(version.id))


def place_of(version_id: UUID) -> str:
    """What a version's file is sealed for."""
    return f"document_version.content:{version_id}"


def _hidden() -> ColumnElement[bool]:
    last = (
        select(DocumentEvent.what)
        .where(DocumentEvent.document_id == Document.id)
        .order_by(DocumentEvent.at.desc(), DocumentEvent.id)
        .limit(1)
        .correlate(Document)
        .scalar_subquery()
    )
    return func.coalesce(last, "shown") == "hidden"
