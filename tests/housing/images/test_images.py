"""Photographs are kept sealed, each for its own row, and can be erased."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from PIL import Image as Picture
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from housing import audit
from housing.access import NotFound, system
from housing.db import reading, transaction
from housing.images.models import Image
from housing.images.services import erase_image, image_limits, read_image, store_image
from housing.refusals import Refused

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
BY = system("Made-up photographer")


def photograph(colour: str = "teal") -> bytes:
    written = io.BytesIO()
    Picture.new("RGB", (90, 60), colour).save(written, "JPEG")
    return written.getvalue()


def keep(data: bytes) -> UUID:
    with transaction() as session:
        return store_image(session, data, by=BY, now=NOW)


def test_what_is_kept_is_given_back_and_written_down(engine: Engine) -> None:
    image_id = keep(photograph())
    with reading() as session:
        assert Picture.open(io.BytesIO(read_image(session, image_id))).size == (90, 60)
        row = session.get_one(Image, image_id)
        assert (row.width, row.height, row.recorded_at) == (90, 60, NOW)
        assert [line.action for line in audit.trail(session, subject_id=str(image_id))] == ["image.stored"]


def test_the_database_never_sees_the_picture(engine: Engine) -> None:
    image_id = keep(photograph())
    with Session(engine) as session:
        raw = session.execute(text("select content from image")).scalar_one()
        shown = read_image(session, image_id)
    assert b"JFIF" in shown
    assert b"JFIF" not in bytes(raw)
    assert shown[200:240] not in bytes(raw)


def test_two_pictures_cannot_be_exchanged(engine: Engine) -> None:
    one, other = keep(photograph()), keep(photograph("red"))
    with engine.begin() as connection:
        connection.execute(
            text("update image set content = (select content from image where id = :other) where id = :one"),
            {"one": one, "other": other},
        )
    with reading() as session, pytest.raises(InvalidTag):
        read_image(session, one)


def test_what_is_refused_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(Refused):
        keep(b"no photograph")
    with reading() as session:
        assert session.query(Image).count() == 0
        assert audit.trail(session) == []


def test_one_that_is_erased_is_gone_but_that_there_was_one_is_not(engine: Engine) -> None:
    image_id = keep(photograph())
    for _ in range(2):
        with transaction() as session:
            erase_image(session, image_id, by=BY, now=NOW)
    with reading() as session:
        with pytest.raises(NotFound):
            read_image(session, image_id)
        assert session.get_one(Image, image_id).erased_at == NOW
        actions = [line.action for line in audit.trail(session, subject_id=str(image_id))]
        assert actions == ["image.erased", "image.stored"]


def test_one_that_is_not_there_is_not_found(engine: Engine) -> None:
    with reading() as session, pytest.raises(NotFound):
        read_image(session, uuid4())
    with transaction() as session, pytest.raises(NotFound):
        erase_image(session, uuid4(), by=BY, now=NOW)


def test_the_limits_are_the_councils(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("update setting set value = '100' where key = 'image.most_bytes'"))
    with reading() as session:
        assert image_limits(session, now=NOW).most_bytes == 100
    with pytest.raises(Refused, match="smaller than"):
        keep(photograph())
