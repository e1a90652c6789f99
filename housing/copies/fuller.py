"""Parts of the copy that are written by hand: answers to forms, days of matching, documents, who looked, copies."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload, undefer

from housing import codes
from housing.clock import day_of
from housing.copies import queries
from housing.copies.content import Line
from housing.copies.models import SubjectCopy
from housing.households.models import Household
from housing.placements.models import MatchRun, Proposal
from housing.presentations.assessments.models import Assessment
from housing.presentations.assessments.sheet import filled
from housing.presentations.assessments.words import said
from housing.presentations.documents import queries as documents
from housing.presentations.documents.models import Document
from housing.presentations.documents.services import LIST
from housing.presentations.looked import queries as looking
from housing.web.filters import plural, said_date

MOST_DAYS = 5000  # people times days on which somebody looked


def answered(session: Session, household_id: UUID) -> list[Line]:
    """Every assessment, a line for its outcome and one for each answer under its question; also one not completed."""
    query = (
        select(Assessment)
        .where(Assessment.household_id == household_id)
        .options(undefer(Assessment.answers), selectinload(Assessment.question_set), selectinload(Assessment.parts))
        .order_by(Assessment.started_at, Assessment.id)
    )
    return [line for found in session.scalars(query) for line in _one(found)]


def _one(found: Assessment) -> Iterator[Line]:
    form = filled(found)
    at = f"{said_date(day_of(found.completed_at or found.started_at))}. {found.question_set.title}"
    yield Line(f"assessment:{found.id}", f"{at}: {_outcome(found)}.")
    for question in form.form.questions:
        if question.id in form.sheet.answers:
            note = f". {form.sheet.notes[question.id]}" if form.sheet.notes.get(question.id) else ""
            words = f"{question.text} {said(question, form.sheet.answers[question.id])}{note}"
            yield Line(f"assessment:{found.id}:{question.id}", f"{at}: {words}")


def _outcome(found: Assessment) -> str:
    if found.completed_at is None:
        return "not completed"
    said_of_it = (
        f"total {found.total}" if found.total is not None else "no total",
        (found.band or "").replace("_", " "),
        found.reason or "",
        "it was set aside" if found.set_aside_at else "",
    )
    return ". ".join(filter(None, said_of_it))


def matched(session: Session, household_id: UUID) -> list[Line]:
    """On how many days the matching looked for a home, and how often it found one."""
    query = (
        select(func.count(), func.count(Proposal.unit_id), func.min(MatchRun.as_of), func.max(MatchRun.as_of))
        .join(MatchRun, MatchRun.id == Proposal.run_id)
        .where(Proposal.household_id == household_id)
    )
    times, found, first, last = session.execute(query).one()
    if not times:
        return []
    when = f"between {said_date(first)} and {said_date(last)}"
    words = f"Haven looked for a home for you {plural(times, 'time')} {when}, and proposed one {plural(found, 'time')}."
    return [Line("proposal:all", f"{words} A person decides on every proposal; ask us how any of them came about.")]


def documents_held(session: Session, household: Household) -> list[Line]:
    """By kind and day; of those that only few may open just how many, since most are somebody else's."""
    found = session.scalars(
        select(Document)
        .where(Document.household_id == household.id)
        .order_by(Document.added_at)
        .options(*documents.PARTS)
    ).all()
    shown = [each for each in found if documents.hiding(each) is None]
    kinds = codes.choices(session, LIST, household.authority_code)
    lines = [
        Line(f"document:{each.id}", f"{said_date(day_of(each.added_at))}. {kinds.get(each.kind, each.kind)}")
        for each in shown
        if not each.closer
    ]
    closer = sum(each.closer for each in shown)
    rest = f"Besides: {closer}. Ask us about them; each is decided on by itself."
    return lines + ([Line("document:closer", rest)] if closer else [])


def looked_at(session: Session, household_id: UUID) -> list[Line]:
    """On which days somebody of the council or a service looked, and at what; nobody is named."""
    return [
        Line(f"audit_entry:{number}", f"{said_date(each.day)}. One of our workers: {each.what.lower()}.")
        for number, each in enumerate(looking.looks(session, household_id, size=MOST_DAYS))
    ]


def asked_before(session: Session, household_id: UUID) -> list[Line]:
    """Every copy that was prepared before, and how it stands."""
    query = select(SubjectCopy).where(SubjectCopy.household_id == household_id).order_by(SubjectCopy.prepared_at)
    return [
        Line(
            f"subject_copy:{each.id}",
            f"{said_date(each.asked_on)}. You asked for a copy: {queries.STATES[queries.state(each)].lower()}.",
        )
        for each in session.scalars(query.options(selectinload(SubjectCopy.events)))
    ]
