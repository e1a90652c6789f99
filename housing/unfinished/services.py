"""Keeping what somebody typed before it is saved, throwing it away, and clearing out what is past its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TypedReturnsRows

from housing import audit
from housing.access import Actor, Forbidden, NotFound
from housing.clock import day_of
from housing.codes import setting
from housing.db import transaction
from housing.refusals import Refused
from housing.unfinished.models import LeftPage, UnfinishedAnswers, document

KEPT_DAYS = "unfinished.kept_days"
MOST_PAGES = 100  # of one person: a guard against filling the table, far above what anybody leaves
TABLE = UnfinishedAnswers.__tablename__


def keep_answers(*, page: LeftPage, fields: Sequence[tuple[str, str]], by: Actor, now: datetime) -> date:
    """Keep what was typed on a page, in place of what was kept of it before; the day from which it is gone.

    Nothing of it is checked, and nothing of it is in any record. The caller has seen that the page is there for them.

    Raises:
        Forbidden: the system itself types nothing.
        Refused: nothing to keep, or unfinished answers on too many pages.
    """
    if by.account_id is None:
        raise Forbidden(KEPT_DAYS)
    if not fields:
        raise Refused("This is too much to keep without saving it. Save it, or make it shorter")
    with transaction() as session:
        until = day_of(now) + timedelta(days=_days(session, by, day_of(now)))
        row = {
            "account_id": by.account_id, "household_id": page.household_id, "path": page.path, "form": page.form,
            "title": page.title, "says": document(list(fields), page.asked), "recorded": page.recorded,
            "left_at": now, "until_on": until,
        }  # fmt: skip
        kept = session.scalar(_put(row))
        if _count(session, by.account_id) > MOST_PAGES:
            raise Refused(f"You have unfinished answers on {MOST_PAGES} pages. Finish some, or throw them away, first")
        facts = {"path": page.path, "household": page.household_id}
        audit.record(session, by, "answers.kept", (TABLE, kept), now=now, facts=facts)
    return until


def throw_away(*, answers_id: UUID, by: Actor, now: datetime) -> str:
    """Throw one's own unfinished answers away; the address of the page that they were of.

    Raises:
        NotFound: there are none, or they are somebody else's.
    """
    gone = delete(UnfinishedAnswers).where(
        UnfinishedAnswers.id == answers_id, UnfinishedAnswers.account_id == by.account_id
    )
    with transaction() as session:
        found = session.execute(gone.returning(UnfinishedAnswers.path, UnfinishedAnswers.household_id)).first()
        if found is None:
            raise NotFound("unfinished answers")
        facts = {"path": found.path, "household": found.household_id}
        audit.record(session, by, "answers.thrown_away", (TABLE, answers_id), now=now, facts=facts)
    return str(found.path)


def saved(session: Session, account_id: UUID, path: str, form: str) -> None:
    """The page has been saved: what was left in its form goes, inside the transaction that saves it."""
    session.execute(
        delete(UnfinishedAnswers).where(
            UnfinishedAnswers.account_id == account_id, UnfinishedAnswers.path == path, UnfinishedAnswers.form == form
        )
    )


def forget_account(session: Session, account_id: UUID) -> None:
    """An account ends, and with it what its owner had not finished; inside the caller's transaction."""
    session.execute(delete(UnfinishedAnswers).where(UnfinishedAnswers.account_id == account_id))


def clear_unfinished(*, by: Actor, now: datetime) -> int:
    """Delete what is past its day; how many rows went. For a job, once a day or oftener."""
    with transaction() as session:
        over = delete(UnfinishedAnswers).where(UnfinishedAnswers.until_on <= day_of(now))
        gone = len(session.execute(over.returning(UnfinishedAnswers.id)).all())
        if gone:
            audit.record(session, by, "answers.cleared_out", (TABLE, ""), now=now, facts={"pages": gone})
    return gone


def _days(session: Session, by: Actor, today: date) -> int:
    authority = min((grant.authority for grant in by.grants), default=None)
    return int(setting(session, KEPT_DAYS, authority=authority, on=today))


def _put(row: Mapping[str, object]) -> TypedReturnsRows[UUID]:
    added = insert(UnfinishedAnswers).values(id=uuid4(), **row)
    changed = {name: value for name, value in row.items() if name not in ("account_id", "path")}
    put = added.on_conflict_do_update(index_elements=["account_id", "path"], set_=changed)
    return put.returning(UnfinishedAnswers.id)


def _count(session: Session, account_id: UUID) -> int:
    mine = select(func.count()).select_from(UnfinishedAnswers).where(UnfinishedAnswers.account_id == account_id)
    return session.scalar(mine) or 0
