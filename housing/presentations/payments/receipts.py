"""Receipts: a document of the case, or where the paper is kept; and payments that still have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.documents import queries as documents
from housing.presentations.documents.models import Document
from housing.presentations.documents.services import Sent, keep_document
from housing.presentations.payments.models import Payment, PaymentEvent
from housing.presentations.payments.opening import happen, opened, stands
from housing.presentations.payments.queries import ASK
from housing.refusals import Refused
from housing.web.filters import said_date
from pathway.payments import Event, State

KIND = "receipt"  # of the code list `document_kind`
MOST_OFFERED = 50


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as it came: on which day, and what there is of it: a file, a document of the case, or where it is."""

    got_on: date
    file: bytes | None = None
    document_id: UUID | None = None
    reference: str | None = None
    words: str | None = None


def add_receipt(*, payment_id: UUID, receipt: Receipt, by: Actor, now: datetime) -> Payment:
    """Record a receipt; a file is kept with the documents of the case first. The same one sent twice is written once.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it has not been paid, a day to come, nothing that says where it is, a file that is not to be kept, or
            a document that this person may not open or that is hidden.
    """
    with transaction() as session:
        household_id = _household(session, by, payment_id)
        document_id = _document(session, household_id, receipt, by=by, now=now)
        request = opened(session, by, payment_id, ASK)
        if request.state is not State.PAID:
            raise Refused(stands(request))
        if receipt.got_on > day_of(now):
            raise Refused("The day must be today or in the past.", field="got_on")
        reference = (receipt.reference or "").strip() or None
        if document_id is None and reference is None:
            raise Refused("Send the receipt, select a document, or say where the receipt is.", field="file")
        said = (document_id, reference)
        before = [row for row in request.row.events if row.event == Event.RECEIPT]
        if said not in [(row.document_id, row.reference) for row in before]:
            row = happen(session, request, Event.RECEIPT, by=by, now=now, happened_on=receipt.got_on,
                         reference=reference, words=receipt.words)  # fmt: skip
            row.document_id = document_id
    return request.row


def offered(session: Session, actor: Actor, household_id: UUID) -> list[Document]:
    """The newest documents of the case that this person may open and that are not hidden, to choose a receipt from."""
    return documents.newest(session, actor, household_id, size=MOST_OFFERED)[0]


def document_said(document: Document, kinds: Mapping[str, str]) -> str:
    """A document as it is chosen: what it is, what tells it apart, and the day on which it was added."""
    what = kinds.get(document.kind, document.kind)
    return f"{what}{f': {document.words}' if document.words else ''}, {said_date(document.added_at)}"


def openable(session: Session, actor: Actor, events: Sequence[PaymentEvent]) -> frozenset[UUID]:
    """The documents of some events that this person may open."""
    ids = {event.document_id for event in events if event.document_id is not None}
    if not ids:
        return frozenset()
    query = (
        select(Document.id)
        .join(Household, Household.id == Document.household_id)
        .where(Document.id.in_(ids), visible(actor), documents.openable(actor))
    )
    return frozenset(session.scalars(query))


def _household(session: Session, by: Actor, payment_id: UUID) -> UUID:
    query = (
        select(Payment.household_id)
        .join(Household, Household.id == Payment.household_id)
        .where(Payment.id == payment_id, visible(by, ASK))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("payment")
    return found


def _document(session: Session, household_id: UUID, receipt: Receipt, *, by: Actor, now: datetime) -> UUID | None:
    """The household is locked for a file before its payment is (docs/adr/0034)."""
    if receipt.file is not None:
        return keep_document(session, household_id=household_id, sent=Sent(KIND, receipt.file), by=by, now=now)
    if receipt.document_id is None:
        return None
    try:
        found = documents.one(session, by, household_id, receipt.document_id)
    except NotFound as error:
        raise Refused("Select a document of this case.", field="document") from error
    if documents.hiding(found) is not None:
        raise Refused("This document is hidden. Select another, or ask for it to be shown again.", field="document")
    return found.id
