"""Works on a new home: the council's own job, or whoever was asked elsewhere; and jobs for homes nobody moves to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from housing.placements.moving.models import Move, MoveCalledOff, NewHome, NewHomeWorks
from housing.places.models import Ward
from housing.presentations.models import Presentation
from housing.sanctuary.models import MOVE
from housing.sanctuary.queries import Standing

JOB, ELSEWHERE, DONE_ELSEWHERE = "job", "elsewhere", "done_elsewhere"


@dataclass(frozen=True, slots=True)
class Works:
    """What is done so that one new home is safe. `inside`: whether it lies in this council; None where not known.

    `job` None where there is none, or it is not for this person; `rows` by kind.
    """

    inside: bool | None
    rows: dict[str, NewHomeWorks]
    job: Standing | None = None

    @property
    def referred(self) -> bool:
        """Whether anybody was asked."""
        return bool(self.rows)

    @property
    def made_safe(self) -> bool:
        """Whether the works are done."""
        return DONE_ELSEWHERE in self.rows or (self.job is not None and self.job.state.made_safe)

    @property
    def waited_for(self) -> bool:
        """Whether somebody was asked and it is not done: a job that was given up is not waited for."""
        going = self.job is None or self.job.state.open
        return self.referred and not self.made_safe and going


@dataclass(frozen=True, slots=True)
class Loose:
    """An open job for a home that she does not move to any more, as far as is known: stop it, or keep it."""

    home_id: UUID
    job: Standing


def of_home(session: Session, presentation: Presentation, home: NewHome, jobs: Sequence[Standing]) -> Works:
    """The works on one home, in two queries; `jobs` are those of its household that the actor may see."""
    rows = {row.kind: row for row in session.scalars(select(NewHomeWorks).where(NewHomeWorks.new_home_id == home.id))}
    own = rows.get(JOB)
    job = next((each for each in jobs if own is not None and each.job.id == own.job_id), None)
    return Works(lies_inside(session, presentation, home), rows, job)


def lies_inside(session: Session, presentation: Presentation, home: NewHome) -> bool | None:
    """Whether a home lies in the council whose case it is; None where Haven does not know the place."""
    ward = session.get(Ward, home.ward_code) if home.ward_code else None
    return None if ward is None else ward.authority_code == presentation.authority_code


def loose(session: Session, presentation: Presentation, meant: NewHome | None, jobs: Sequence[Standing]) -> list[Loose]:
    """Open jobs for homes that are not meant, or of before she came back, that nobody said to keep; one query."""
    running = {each.job.id: each for each in jobs if each.job.purpose == MOVE and each.state.open}
    if not running:
        return []
    kept = exists().where(MoveCalledOff.new_home_id == NewHome.id, MoveCalledOff.works == "kept")
    lived_in = exists().where(Move.new_home_id == NewHome.id, Move.presentation_id == presentation.id)
    query = (
        select(NewHomeWorks.new_home_id, NewHomeWorks.job_id)
        .join(NewHome, NewHome.id == NewHomeWorks.new_home_id)
        .where(NewHomeWorks.job_id.in_(running), ~kept, ~lived_in)
    )
    rows = session.execute(query).all()
    return [Loose(home, running[job]) for home, job in rows if job and (meant is None or home != meant.id)]
