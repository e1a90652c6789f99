"""Photographs of the work, before and after: of locks and doors, never of people; removed where one shows more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound
from housing.db import transaction
from housing.images.services import erase_image, read_image, store_image
from housing.refusals import Refused
from housing.sanctuary.models import SanctuaryOrderLine
from housing.sanctuary.works.models import Photograph
from housing.sanctuary.works.reach import site
from pathway.sanctuary_moves import Stage

MOST = 12  # of one measure: what shows a lock, and a guard of the store
TAKEN = {"before": "Before the work", "after": "After the work"}
WHILE = frozenset({Stage.ORDERED, Stage.BOOKED, Stage.DONE})


def add_photograph(
    *, job_id: UUID, line_id: UUID, taken: str, data: bytes, permission: str, by: Actor, now: datetime
) -> Photograph:
    """Keep a photograph of one measure; `data` is the file as it was sent, JPEG or PNG.

    Raises:
        NotFound: the job or the measure is not within the actor's reach.
        Refused: it is no photograph, too large, one too many, or the works are signed off.
    """
    with transaction() as session:
        image_id = store_image(session, data, by=by, now=now)
        found = site(session, by, job_id, permission)
        line = found.line(line_id)
        if taken not in TAKEN:
            raise Refused("Select when the photograph was taken", field="taken")
        if found.state.stage not in WHILE or not found.accepted:
            raise Refused(f"No photograph can be added now: {found.state.stage.words}")
        if len(line.photographs) >= MOST:
            raise Refused(f"There are {MOST} photographs of this measure. Remove one first", field="photograph")
        row = Photograph(
            line_id=line_id, image_id=image_id, taken=taken, added_at=now, added_by=by.account_id,
            added_by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(session, by, "sanctuary.photograph_added", found.job, now=now, facts={"photograph": row.id})
    return row


def remove_photograph(*, job_id: UUID, photograph_id: UUID, permission: str, by: Actor, now: datetime) -> None:
    """Erase what a photograph shows; that there was one stays. Twice is as once.

    Raises:
        NotFound: the job or the photograph is not within the actor's reach.
        Refused: the order has been taken back, or another has followed it.
    """
    with transaction() as session:
        found = site(session, by, job_id, permission)
        row = session.get(Photograph, photograph_id)
        if row is None or found.works.line(row.line_id) is None:
            raise NotFound("photograph")
        if row.removed_at is None:
            row.removed_at, row.removed_by = now, by.account_id
            erase_image(session, row.image_id, by=by, now=now)
            audit.record(session, by, "sanctuary.photograph_removed", found.job, now=now, facts={"photograph": row.id})


def photograph(session: Session, order_ids: list[UUID], photograph_id: UUID) -> bytes:
    """A photograph of one of these orders, which the caller has found within the actor's reach, as a JPEG.

    Raises:
        NotFound: it is not of these orders, or was removed.
    """
    query = (
        select(Photograph.image_id)
        .join(SanctuaryOrderLine, SanctuaryOrderLine.id == Photograph.line_id)
        .where(Photograph.id == photograph_id, Photograph.removed_at.is_(None))
        .where(SanctuaryOrderLine.order_id.in_(order_ids))
    )
    image_id = session.scalar(query)
    if image_id is None:
        raise NotFound("photograph")
    return read_image(session, image_id)
