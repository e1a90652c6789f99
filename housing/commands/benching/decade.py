"""One made-up household with a long history, to measure its pages with; nothing in it is real."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor, Role
from housing.households.models import HouseholdEvent
from housing.households.timeline import KINDS
from housing.presentations.documents.services import Sent, add_document
from housing.presentations.models import BandDecision, Presentation, RiskEntry, StageEntry
from housing.presentations.services import start_presentation
from housing.tasks.models import Task
from housing.tasks.raising import raise_task

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEN_YEARS = timedelta(days=3653)
RISKS, BANDS, STAGES, TASKS, DOCUMENTS = 40, 120, 30, 60, 40
WORDS = "A made-up line of a made-up history, as long as most of them are."
KINDS_IN_TURN = tuple(KINDS)


def fill_decade(by: Actor, *, lines: int) -> UUID:
    """Store the household with so many lines of history over ten years; its id."""
    presentation = start_presentation(name="Madeup Decade", route=None, by=by, now=NOW - TEN_YEARS)
    with db.transaction() as session:
        session.add_all(_story(presentation, by, lines))
        session.add_all(_decisions(presentation, by))
        _tasks(session, presentation, by)
    for number in range(DOCUMENTS):
        made = Sent("letter", f"Made-up letter {number}".encode())
        add_document(household_id=presentation.household_id, sent=made, by=by, now=NOW - timedelta(days=7 * number))
    return presentation.household_id


def _moment(number: int, of: int) -> datetime:
    return NOW - TEN_YEARS * (1 - (number + 1) / (of + 1))


def _story(presentation: Presentation, by: Actor, lines: int) -> list[HouseholdEvent]:
    return [
        HouseholdEvent(
            household_id=presentation.household_id,
            at=_moment(number, lines),
            kind=KINDS_IN_TURN[number % len(KINDS_IN_TURN)],
            words=WORDS,
            by_name=by.name,
            by=by.account_id,
        )
        for number in range(lines)
    ]


def _decisions(presentation: Presentation, by: Actor) -> list[RiskEntry | BandDecision | StageEntry]:
    whose = {"presentation_id": presentation.id, "by": by.account_id}
    return [
        *(RiskEntry(at=_moment(each, RISKS), total=each % 24, band="medium", **whose) for each in range(RISKS)),
        *(BandDecision(at=_moment(each, BANDS), band=1 + each % 5, steps=[], **whose) for each in range(BANDS)),
        *(StageEntry(at=_moment(each, STAGES), stage="assessment", **whose) for each in range(STAGES)),
    ]


def _tasks(session: Session, presentation: Presentation, by: Actor) -> None:
    for number in range(TASKS):
        task: Task = raise_task(
            session, kind="made-up", authority=presentation.authority_code, role=Role.OFFICER,
            title=f"Made-up task {number}", why="Made up", due_at=NOW + timedelta(days=number - TASKS // 2), by=by,
            now=NOW - timedelta(days=9 * TASKS - 8 * number), household_id=presentation.household_id,
        )  # fmt: skip
        if number % 2:
            task.closed_at = NOW - timedelta(days=1)
