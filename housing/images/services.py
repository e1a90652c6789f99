"""Keeping a photograph, giving it back, and erasing it: inside the caller's transaction or session.

Who may see a photograph is not known here: the row that points to it says what it shows, and its slice asks for reach
before it reads.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.codes import settings
from housing.images.drawing import Limits, draw_anew
from housing.images.models import Image
from housing.sealing import ring

TYPE = "image/jpeg"
KEYS = ("image.most_bytes", "image.most_pixels", "image.longest_side")


def store_image(session: Session, data: bytes, *, by: Actor, now: datetime, authority: str | None = None) -> UUID:
    """Keep a photograph (the file as it was sent, JPEG or PNG) and say its id. Call it before any row is locked.

    Raises:
        Refused: it is too large, of another kind, or not whole; on the field "photograph".
    """
    drawn = draw_anew(data, image_limits(session, now=now, authority=authority))
    image_id = uuid4()
    session.add(
        Image(
            id=image_id,
            width=drawn.width,
            height=drawn.height,
            content=ring().seal_bytes(drawn.content, _place(image_id)),
            recorded_by=by.account_id,
            recorded_at=now,
        )
    )
    audit.record(session, by, "image.stored", ("image", image_id), now=now)
    session.flush()
    return image_id


def read_image(session: Session, image_id: UUID) -> bytes:
    """A photograph as a JPEG; the caller has asked whether this person may see it.

    Raises:
        NotFound: there is none, or it was erased.
    """
    row = session.get(Image, image_id)
    if row is None or row.content is None:
        raise NotFound("image")
    return ring().open_bytes(bytes(row.content), _place(image_id))


def erase_image(session: Session, image_id: UUID, *, by: Actor, now: datetime) -> None:
    """Erase what a photograph shows; that there was one, whose and when, stays. Twice is as once.

    Raises:
        NotFound: there is none.
    """
    row = session.get(Image, image_id, with_for_update=True)
    if row is None:
        raise NotFound("image")
    if row.erased_at is None:
        row.content, row.erased_at, row.erased_by = None, now, by.account_id
        audit.record(session, by, "image.erased", row, now=now)


def image_limits(session: Session, *, now: datetime, authority: str | None = None) -> Limits:
    """What is taken and kept on a day, as the council has set it."""
    found = settings(session, KEYS, authority=authority, on=day_of(now))
    return Limits(*(int(found[key]) for key in KEYS))


def _place(image_id: UUID) -> str:
    return f"image.content:{image_id}"
