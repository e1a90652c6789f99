"""The panel of the works on a job's page: in a sentence where they are, and the way to the rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.sanctuary.page.job_panel import JobPanel
from housing.sanctuary.queries import Standing
from housing.sanctuary.works.reach import in_force, is_accepted
from housing.sanctuary.works.standing import Works, works_of
from housing.web.filters import said_moment
from pathway.sanctuary_appointments import VisitState
from pathway.sanctuary_lines import SETTLED, WITH_CONTRACTOR


def works_panel(session: Session, _actor: Actor, standing: Standing, _now: datetime) -> JobPanel | None:
    """Where the works are; nothing before anything was ordered."""
    job = standing.job
    if not job.orders:
        return None
    order = in_force(job.orders)
    if order is None:
        words = "The order was taken back. Order the works again, or end the job."
    elif not is_accepted(job, order):
        words = "The contractor has not answered the order yet."
    else:
        words = said(works_of(session, order))
    return JobPanel("sanctuary/works/panel.html", {"job_id": job.id, "words": words})


def said(works: Works) -> str:
    """Where an accepted order is, in a sentence."""
    visit = works.open_visit
    if visit is not None and visit.state is VisitState.PROPOSED:
        return f"The contractor proposes to come at {said_moment(visit.row.begins)}: ask her."
    if visit is not None:
        return f"The contractor comes at {said_moment(visit.row.begins)}."
    left = sum(state in WITH_CONTRACTOR for state in works.states)
    if left:
        return f"{left} of {len(works.lines)} measures are still to be done, and no visit is arranged."
    unseen = sum(state not in SETTLED for state in works.states)
    return f"Everything is reported: {unseen} to look at." if unseen else "Every measure has been looked at."
