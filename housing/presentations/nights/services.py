"""She comes to a hotel or another temporary place, and leaves it; another council is told where it is not ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing import audit, codes
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.editing import EDIT
from housing.presentations import bands, opening
from housing.presentations.duties.asking import ask
from housing.presentations.models import Presentation
from housing.presentations.nights.counting import counted_kinds, nights_of
from housing.presentations.nights.models import TemporaryLeaving, TemporaryNotice, TemporaryStay
from housing.presentations.recording import put_situation
from housing.presentations.situation import STAYING
from housing.promises.law import law_of
from housing.promises.running import start_clock, stop_clock
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_date, said_moment
from pathway.clocks import last_day

KINDS, TABLE = "temporary_kind", "temporary_stay"
NOTICE, NIGHTS = "out-of-area-notice", "bed-and-breakfast"


@dataclass(frozen=True, slots=True)
class Temporary:
    """A temporary place as entered. `district` names the council in whose area it lies, None where it is ours."""

    kind: str
    place: str
    arrived_on: date
    duty: str
    district: str | None = None
    why: str | None = None


def arrive(
    *, presentation_id: UUID, stay: Temporary, by: Actor, now: datetime, version: int | None = None
) -> TemporaryStay:
    """Record that she stays in a temporary place from a day on; her nights, her situation and her band follow.

    Raises:
        NotFound: not there, or not for this person.
        Refused: she is in another one (says since when), or an answer cannot be.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        _check(session, presentation, stay, now)
        before = nights_of(session, presentation, day_of(now)).nights
        counts = stay.kind in counted_kinds(session, presentation.authority_code, day_of(now))
        row = TemporaryStay(
            id=uuid4(), presentation_id=presentation.id, kind=stay.kind, place=stay.place.strip(),
            district=(stay.district or "").strip() or None, duty=stay.duty, arrived_on=stay.arrived_on, counts=counts,
            why=(stay.why or "").strip() or None, at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        if counts:
            _run(session, presentation, NIGHTS, ("presentation", presentation.id), stay.arrived_on, by=by, now=now)
        if row.district:
            _ask_to_tell(session, presentation, row, by=by, now=now)
        answers = {"in_hotel": counts, STAYING: "hotel" if counts else None}
        _situate(session, presentation, answers, before=before, by=by, now=now)
        words = "Came to a temporary place" + (", outside the district." if row.district else ".")
        timeline.tell(session, presentation.household_id, "stay", words, by=by, now=now)
        audit.record(session, by, "temporary.arrived", row, now=now, facts={"kind": row.kind})
    return row


def leave(
    *, stay_id: UUID, left_on: date, safe_tonight: bool | None, why: str | None, by: Actor, now: datetime
) -> TemporaryStay:
    """Record that she left, on the first night that she was not there, and whether she is safe tonight.

    Raises:
        NotFound: not there, or not for this person.
        Refused: she has left already (says who recorded it), or the day cannot be.
    """
    with transaction() as session:
        row, presentation = opened_stay(session, by, stay_id)
        if row.leaving is not None:
            raise Refused(f"{row.leaving.by_name} recorded at {said_moment(row.leaving.at)} that she left.")
        if not row.arrived_on <= left_on <= day_of(now):
            raise Refused("The day must be between the day she came and today.", field="left_on")
        put_left(session, presentation, row, left_on=left_on, safe_tonight=safe_tonight, why=why, by=by, now=now)
    return row


def put_left(
    session: Session,
    presentation: Presentation,
    row: TemporaryStay,
    *,
    left_on: date,
    safe_tonight: bool | None,
    why: str | None,
    by: Actor,
    now: datetime,
) -> None:
    """As leave, inside the caller's transaction, of a stay that goes on; the presentation as `to_decide` has it."""
    before = nights_of(session, presentation, day_of(now)).nights
    row.ended_at = now
    row.leaving = TemporaryLeaving(
        left_on=left_on, why=(why or "").strip() or None, at=now, by=by.account_id, by_name=by.name
    )
    session.flush()
    nowhere = None if safe_tonight is None else not safe_tonight
    gone = {"in_hotel": False, STAYING: None, "nowhere_safe_tonight": nowhere}
    _situate(session, presentation, gone, before=before, by=by, now=now)
    timeline.tell(session, presentation.household_id, "stay", "Left the temporary place.", by=by, now=now)
    audit.record(session, by, "temporary.left", row, now=now)


def tell_council(*, stay_id: UUID, told_on: date, how: str, by: Actor, now: datetime) -> TemporaryStay:
    """Record that the other council has been told in writing (s208), by a secure way.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it lies in our district, it is recorded already (says by whom), or the day cannot be.
    """
    with transaction() as session:
        row, presentation = opened_stay(session, by, stay_id)
        if row.district is None:
            raise Refused("This place is in our own district: no other council has to be told.")
        if row.notice is not None:
            raise Refused(f"{row.notice.by_name} recorded at {said_moment(row.notice.at)} that the council was told.")
        if not row.arrived_on <= told_on <= day_of(now):
            raise Refused("The day must be between the day she came and today.", field="told_on")
        if not how.strip():
            raise Refused("Enter by which secure way, and whom you told.", field="how")
        put_council_told(session, presentation, row, told_on, how=how.strip(), by=by, now=now)
    return row


def put_council_told(
    session: Session,
    presentation: Presentation,
    row: TemporaryStay,
    told_on: date,
    *,
    how: str,
    by: Actor,
    now: datetime,
) -> None:
    """As tell_council, inside the caller's transaction, of a stay that nobody has been told of yet."""
    row.notice = TemporaryNotice(told_on=told_on, how=how, at=now, by=by.account_id, by_name=by.name)
    session.flush()
    stop_clock(session, key=NOTICE, about=(TABLE, row.id), because="told", by=by, now=now)
    settle_tasks(session, once=f"s208:{row.id}", by=by, now=now)
    timeline.tell(session, presentation.household_id, "stay", "The other council was told.", by=by, now=now)
    audit.record(session, by, "temporary.council_told", row, now=now)


def opened_stay(session: Session, by: Actor, stay_id: UUID) -> tuple[TemporaryStay, Presentation]:
    """A temporary stay of a case that the actor may change, whole; the case is locked.

    Raises:
        NotFound: not there, or not for this person.
        Refused: the presentation has ended.
    """
    insist(by, EDIT)
    of = session.scalar(select(TemporaryStay.presentation_id).where(TemporaryStay.id == stay_id))
    if of is None:
        raise NotFound("stay")
    presentation = opening.opened(session, by, of)
    whole = (selectinload(TemporaryStay.leaving), selectinload(TemporaryStay.notice))
    return session.scalars(select(TemporaryStay).where(TemporaryStay.id == stay_id).options(*whole)).one(), presentation


def _check(session: Session, presentation: Presentation, stay: Temporary, now: datetime) -> None:
    if stay.kind not in codes.choices(session, KINDS, presentation.authority_code):
        raise Refused("Select what kind of place it is.", field="kind")
    if not stay.place.strip():
        raise Refused("Enter which place it is.", field="place")
    if not day_of(presentation.presented_at) <= stay.arrived_on <= day_of(now):
        raise Refused("The day must be between the day she asked for help and today.", field="arrived_on")
    query = select(TemporaryStay).where(TemporaryStay.presentation_id == presentation.id)
    standing = session.scalar(query.where(TemporaryStay.ended_at.is_(None)))
    if standing is not None:
        raise Refused(
            f"{standing.by_name} recorded a temporary place since {said_date(standing.arrived_on)}. "
            "Record first that she has left it."
        )


def _situate(
    session: Session,
    presentation: Presentation,
    answers: Mapping[str, object],
    *,
    before: int,
    by: Actor,
    now: datetime,
) -> None:
    """Her situation as the band reads it: where she is now, and her nights.

    Where she has told of more nights than were on record `before`, those count on: they were elsewhere, or earlier.
    """
    nights = nights_of(session, presentation, day_of(now)).nights
    said = presentation.situation.get("nights_in_hotel") or 0
    counted = max(nights, said) if said > before else nights
    kept = {**presentation.situation, **answers, "nights_in_hotel": counted or None}
    put_situation(session, presentation, kept, by=by, now=now)
    bands.review(session, presentation, presentation.household, by=by, now=now)


def _run(
    session: Session,
    presentation: Presentation,
    key: str,
    about: tuple[str, UUID],
    started_on: date,
    *,
    by: Actor,
    now: datetime,
) -> None:
    start_clock(
        session, key=key, household_id=presentation.household_id, presentation_id=presentation.id, about=about,
        started_on=started_on, authority=presentation.authority_code, by=by, now=now,
    )  # fmt: skip


def _ask_to_tell(session: Session, presentation: Presentation, row: TemporaryStay, *, by: Actor, now: datetime) -> None:
    _run(session, presentation, NOTICE, (TABLE, row.id), row.arrived_on, by=by, now=now)
    notice = law_of(session, presentation.authority_code).clock(NOTICE, row.arrived_on)
    due = last_day(notice, row.arrived_on) or row.arrived_on
    ask(
        session, presentation, kind="tell-council", title="Tell the other council of a placement in its district",
        why="In writing, with the address by a secure way only (Housing Act 1996 s208). The days are to be confirmed.",
        due_on=max(due, day_of(now)), once=f"s208:{row.id}", by=by, now=now,
    )  # fmt: skip
