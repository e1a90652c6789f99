"""A new version of a form from a file, and from which day which version is used. Nothing said before is changed."""

from __future__ import annotations

import json
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.clock import day_of
from housing.db import transaction
from housing.presentations.question_sets import queries
from housing.presentations.question_sets.models import QuestionSetUse, StoredQuestionSet
from housing.refusals import Refused
from pathway import dash
from pathway.reading_question_sets import Unreadable, read_question_set

MOST_FAULTS = 20


class Faulty(Refused):
    """The document is no question set: `sentences`, each with its place."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(sentences[0], field="file")
        self.sentences = sentences


def add_version(*, document: bytes, by: Actor, now: datetime) -> StoredQuestionSet:
    """Store a version for the actor's council. It is in use only from the day that `use_version` says.

    Raises:
        Forbidden: the person does not manage question sets.
        Faulty: the document is no question set.
        Refused: this version of this form is there already.
    """
    insist(by, queries.MANAGE)
    authority = by.home(queries.MANAGE).authority
    try:
        form = read_question_set(document)
    except Unreadable as error:
        raise Faulty(_first(error.faults)) from error
    if wrong := dash.fault(form):
        raise Faulty([wrong])
    with transaction() as session:
        alike = select(StoredQuestionSet.id).where(
            StoredQuestionSet.key == form.key,
            StoredQuestionSet.version == form.version,
            or_(StoredQuestionSet.authority_code.is_(None), StoredQuestionSet.authority_code == authority),
        )
        if session.scalar(alike) is not None:
            sentence = f"Version {form.version} of {form.key} is there already. Give a change a version of its own."
            raise Refused(sentence, field="file")
        made = StoredQuestionSet(
            authority_code=authority, key=form.key, version=form.version, title=form.title, about=form.about,
            verified=form.verified, highest=form.highest, document=json.loads(document), recorded_at=now,
            recorded_by=by.account_id,
        )  # fmt: skip
        session.add(made)
        session.flush()
        facts = {"form": form.key, "version": form.version, "authority": authority}
        audit.record(session, by, "question_set.added", made, now=now, facts=facts)
    return made


def use_version(*, question_set_id: UUID, from_on: date, by: Actor, now: datetime) -> QuestionSetUse:
    """Use a version for new assessments from a day on. Assessments that are open go on with theirs.

    Raises:
        Forbidden: the person does not manage question sets.
        NotFound: there is no such version for the actor's council.
        Refused: the day has passed.
    """
    insist(by, queries.MANAGE)
    with transaction() as session:
        stored = queries.one(session, by, question_set_id)
        return _use(stored.key, stored.id, from_on, by=by, now=now, session=session)


def stop_using(*, question_set_id: UUID, from_on: date, by: Actor, now: datetime) -> QuestionSetUse:
    """Use no version of this one's form from a day on.

    Raises:
        Forbidden, NotFound, Refused: as use_version.
    """
    insist(by, queries.MANAGE)
    with transaction() as session:
        stored = queries.one(session, by, question_set_id)
        return _use(stored.key, None, from_on, by=by, now=now, session=session)


def _use(
    key: str, question_set_id: UUID | None, from_on: date, *, by: Actor, now: datetime, session: Session
) -> QuestionSetUse:
    """The row that says so; the same again is stored once."""
    if from_on < day_of(now):
        raise Refused("The day must be today or later.", field="from_on")
    authority = by.home(queries.MANAGE).authority
    of_day = select(QuestionSetUse).where(
        QuestionSetUse.key == key, QuestionSetUse.authority_code == authority, QuestionSetUse.from_on == from_on
    )
    last = session.scalar(of_day.order_by(QuestionSetUse.recorded_at.desc()).limit(1))
    if last is not None and last.question_set_id == question_set_id:
        return last
    row = QuestionSetUse(
        authority_code=authority, key=key, question_set_id=question_set_id, from_on=from_on, recorded_at=now,
        recorded_by=by.account_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"form": key, "question_set": question_set_id, "from": from_on.isoformat(), "authority": authority}
    audit.record(session, by, "question_set.use", row, now=now, facts=facts)
    return row


def _first(faults: list[str]) -> list[str]:
    more = len(faults) - MOST_FAULTS
    return [*faults[:MOST_FAULTS], *([f"And {more} more."] if more > 0 else [])]
