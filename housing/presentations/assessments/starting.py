"""Beginning an assessment, or going on with the one that is open."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households.models import Person
from housing.presentations import opening
from housing.presentations.assessments.models import Assessment
from housing.presentations.models import Presentation
from housing.presentations.question_sets import queries as question_sets
from housing.presentations.question_sets.models import StoredQuestionSet
from housing.refusals import Refused

CHILD = "child"


def start_assessment(
    *, presentation_id: UUID, question_set_id: UUID, person_id: UUID | None, by: Actor, now: datetime
) -> Assessment:
    """Begin a form with the version in use today; where one of that form and person is open, that one.

    `person_id`: the child, where the form is about a child.

    Raises:
        NotFound: the presentation is not there, or not for this person.
        Refused: it has ended, the form is not in use, or it is about somebody else.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id)
        form = _in_use(session, presentation, question_set_id, now)
        _check_person(session, presentation, form, person_id)
        already = _open(session, presentation, form.key, person_id)
        if already is not None:
            return already
        return begin(session, presentation, form, person_id, by=by, now=now)


def begin(
    session: Session,
    presentation: Presentation,
    form: StoredQuestionSet,
    person_id: UUID | None,
    *,
    by: Actor,
    now: datetime,
) -> Assessment:
    """A new assessment inside the caller's transaction; that none is open was the caller's to check."""
    made = Assessment(
        household_id=presentation.household_id, presentation_id=presentation.id, question_set_id=form.id,
        key=form.key, person_id=person_id, started_at=now, started_by=by.account_id, started_by_name=by.name,
    )  # fmt: skip
    made.question_set, made.parts = form, []
    session.add(made)
    session.flush()
    facts = {"form": form.key, "version": form.version, "household": presentation.household_id}
    audit.record(session, by, "assessment.started", made, now=now, facts=facts)
    return made


def _in_use(session: Session, presentation: Presentation, question_set_id: UUID, now: datetime) -> StoredQuestionSet:
    for each in question_sets.in_use(session, presentation.authority_code, day_of(now)):
        if each.id == question_set_id:
            return each
    raise Refused("This version of the form is not in use. Start again from the list of assessments.")


def _check_person(
    session: Session, presentation: Presentation, form: StoredQuestionSet, person_id: UUID | None
) -> None:
    if form.about != CHILD:
        if person_id is not None:
            raise Refused("This form is about the person who asks for help.")
        return
    child = select(Person.id).where(
        Person.id == person_id, Person.household_id == presentation.household_id, Person.role == CHILD
    )
    if session.scalar(child) is None:
        raise Refused("Select a child who is recorded in this household.")


def _open(session: Session, presentation: Presentation, key: str, person_id: UUID | None) -> Assessment | None:
    return session.scalar(
        select(Assessment).where(
            Assessment.household_id == presentation.household_id,
            Assessment.key == key,
            Assessment.person_id.is_not_distinct_from(person_id),
            Assessment.completed_at.is_(None),
            Assessment.set_aside_at.is_(None),
        )
    )
