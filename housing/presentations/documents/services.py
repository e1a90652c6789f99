"""Adding a document, a new version of it, hiding it with a reason, and showing it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.codes import choices, settings
from housing.db import transaction
from housing.households import timeline
from housing.households.editing import EDIT
from housing.households.models import Household
from housing.households.queries import reached, visible
from housing.images.drawing import Limits
from housing.presentations.documents import queries
from housing.presentations.documents.apart import Most
from housing.presentations.documents.checking import Checked, checked
from housing.presentations.documents.limiting import MOST
from housing.presentations.documents.models import Document, DocumentEvent, DocumentVersion
from housing.refusals import Refused
from housing.sealing import ring

LIST = "document_kind"
LIMITS = ("document.most_bytes", "document.most_pixels", "document.longest_side")
CLOSER_KINDS = "document.closer_kinds"
APART = ("document.pdf_seconds", "document.pdf_megabytes")
FULL = (
    "This case holds {there} documents, as many as it may. Add it as a new version of one that is there, or ask your "
    "administrator to set a higher limit"
)
HIDDEN = "This document was hidden by {name} on {day}. Ask for it to be shown again first."


@dataclass(frozen=True, slots=True)
class Sent:
    """A document as it was sent: its kind, the file, words that tell it apart, and whether fewer may open it."""

    kind: str
    data: bytes
    words: str | None = None
    closer: bool = False


def add_document(*, household_id: UUID, sent: Sent, by: Actor, now: datetime) -> UUID:
    """Keep a document and say its id. The same file sent again for the same kind is kept once.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: the file is not to be kept, the kind is not known, or the case holds as many as it may.
    """
    with transaction() as session:
        return keep_document(session, household_id=household_id, sent=sent, by=by, now=now)


def keep_document(session: Session, *, household_id: UUID, sent: Sent, by: Actor, now: datetime) -> UUID:
    """As `add_document`, inside the caller's transaction, which holds no lock of the case yet."""
    file = _looked_at(session, household_id, sent.data, by=by, now=now)
    household = _locked(session, household_id, by)
    label = choices(session, LIST, household.authority_code).get(sent.kind)
    if label is None:
        raise Refused("Select what it is", field="kind")
    digest = _digest(sent.data)
    if (there := _same(session, household_id, sent.kind, digest)) is not None:
        return there
    kept = settings(session, (CLOSER_KINDS, MOST), authority=household.authority_code, on=day_of(now))
    _room(session, household_id, int(kept[MOST]))
    closer = sent.closer or sent.kind in kept[CLOSER_KINDS]
    document = Document(
        id=uuid4(), household_id=household_id, kind=sent.kind, closer=closer, words=sent.words, added_at=now,
        added_by=by.account_id,
    )  # fmt: skip
    session.add(document)
    session.flush()
    _keep(session, document.id, 1, file, digest, by=by, now=now)
    words = "A document was added." if closer else f"A document was added: {label.lower()}."
    timeline.tell(session, household_id, "document", words, by=by, now=now)
    audit.record(session, by, "document.added", household, now=now, facts={"document": document.id})
    return document.id


def add_version(*, household_id: UUID, document_id: UUID, data: bytes, by: Actor, now: datetime) -> int:
    """Keep a new version and say its number; those before it are kept. The version in use sent again is no new one.

    Raises:
        NotFound: the document is not there, or not for this person.
        Refused: the file is not to be kept, or the document is hidden.
    """
    with transaction() as session:
        file = _looked_at(session, household_id, data, by=by, now=now)
        household = _locked(session, household_id, by)
        document = queries.one(session, by, household_id, document_id, EDIT)
        _not_hidden(document)
        last, digest = queries.latest(document), _digest(data)
        if last.digest == digest:
            return last.number
        _keep(session, document_id, last.number + 1, file, digest, by=by, now=now)
        timeline.tell(session, household_id, "document", "A new version of a document was added.", by=by, now=now)
        facts = {"document": document_id, "version": last.number + 1}
        audit.record(session, by, "document.version_added", household, now=now, facts=facts)
        return last.number + 1


def hide_document(*, household_id: UUID, document_id: UUID, reason: str, by: Actor, now: datetime) -> None:
    """Hide a document from everybody, with a reason. Nothing is erased; hidden twice is hidden once.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    _turn(household_id, document_id, EDIT, "hidden", reason, by=by, now=now)


def show_document(*, household_id: UUID, document_id: UUID, reason: str, by: Actor, now: datetime) -> None:
    """Show a hidden document again, with a reason; shown twice is shown once.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    _turn(household_id, document_id, queries.CLOSER, "shown", reason, by=by, now=now)


def document_limits(session: Session, authority: str, now: datetime) -> Limits:
    """What is taken and kept on a day, as the council has set it."""
    found = settings(session, LIMITS, authority=authority, on=day_of(now))
    return Limits(*(int(found[key]) for key in LIMITS))


def _looked_at(session: Session, household_id: UUID, data: bytes, *, by: Actor, now: datetime) -> Checked:
    """What is kept of a file; looked into before the case is locked, so that a slow file keeps nobody waiting."""
    insist(by, EDIT)
    household = reached(session, by, household_id, EDIT)
    found = settings(session, APART, authority=household.authority_code, on=day_of(now))
    most = Most(*(int(found[key]) for key in APART))
    return checked(data, document_limits(session, household.authority_code, now), most)


def _turn(
    household_id: UUID, document_id: UUID, permission: str, what: str, reason: str, *, by: Actor, now: datetime
) -> None:
    with transaction() as session:
        household = _locked(session, household_id, by, permission)
        document = queries.one(session, by, household_id, document_id, permission)
        if (queries.hiding(document) is not None) == (what == "hidden"):
            return
        session.add(
            DocumentEvent(document_id=document_id, at=now, by=by.account_id, by_name=by.name, what=what, reason=reason)
        )
        said = "hidden" if what == "hidden" else "shown again"
        timeline.tell(session, household_id, "document", f"A document was {said}.", by=by, now=now)
        audit.record(session, by, f"document.{what}", household, now=now, facts={"document": document_id})


def _locked(session: Session, household_id: UUID, by: Actor, permission: str = EDIT) -> Household:
    """The household, locked, so that two who send one file at once make one document."""
    insist(by, permission)
    query = select(Household).where(Household.id == household_id, visible(by, permission))
    household = session.scalar(query.with_for_update(of=Household))
    if household is None:
        raise NotFound("household")
    return household


def _digest(data: bytes) -> str:
    return ring().digest_of(data)


def _same(session: Session, household_id: UUID, kind: str, digest: str) -> UUID | None:
    """The document whose version in use is this very file, unless it is hidden."""
    query = select(Document).where(Document.household_id == household_id, Document.kind == kind).options(*queries.PARTS)
    return next(
        (
            each.id
            for each in session.scalars(query)
            if queries.latest(each).digest == digest and queries.hiding(each) is None
        ),
        None,
    )


def _room(session: Session, household_id: UUID, most: int) -> None:
    there = session.scalar(select(func.count()).where(Document.household_id == household_id)) or 0
    if there >= most:
        raise Refused(FULL.format(there=there), field="file")


def _keep(
    session: Session, document_id: UUID, number: int, file: Checked, digest: str, *, by: Actor, now: datetime
) -> None:
    version_id = uuid4()
    session.add(
        DocumentVersion(
            id=version_id,
            document_id=document_id,
            number=number,
            media=file.media,
            size=len(file.content),
            digest=digest,
            content=ring().seal_bytes(file.content, queries.place_of(version_id)),
            added_at=now,
            added_by=by.account_id,
            added_by_name=by.name,
        )
    )


def _not_hidden(document: Document) -> None:
    if (event := queries.hiding(document)) is not None:
        day = day_of(event.at)
        raise Refused(HIDDEN.format(name=event.by_name, day=f"{day.day} {day:%B %Y}"), field="file")
