"""Photographs are the provider's own until both sides have accepted, without what their files say, and erasable."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlalchemy import text
from sqlalchemy.orm import Session

from housing.access import NotFound
from housing.places.photographs import queries
from housing.places.photographs.keeping import add_photograph, remove_photograph
from housing.refusals import Refused
from tests.housing.placements.arranging import Arranged, refuge_manager
from tests.housing.placements.matching.factories import NOW


def photograph() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(written, "JPEG", comment=b"Canary Cottage")
    return written.getvalue()


def added(there: Arranged, unit: UUID | None = None, data: bytes | None = None) -> UUID:
    return add_photograph(
        property_id=there.home.id, unit_id=unit, data=data or photograph(), words="A room (made up)",
        by=there.manager, now=NOW,
    ).id  # fmt: skip


def test_its_own_staff_see_it_and_no_others(there: Arranged) -> None:
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    kept = added(there)
    with Session(there.engine) as session:
        content = queries.own_bytes(session, there.manager, kept)
        assert Image.open(io.BytesIO(content)).size == (80, 60)
        assert b"Canary" not in content
        for actor in (stranger, there.officer):
            with pytest.raises(NotFound):
                queries.own_bytes(session, actor, kept)


def test_one_of_a_unit_is_not_shown_with_another(there: Arranged) -> None:
    other = there.town.unit(there.home)
    there.town.session.commit()
    whole, own, others = added(there), added(there, there.unit.id), added(there, other.id)
    with Session(there.engine) as session:
        shown = {picture.id for picture in queries.of_unit(session, there.home.id, there.unit.id)}
        assert shown == {whole, own}
        assert queries.bytes_of_unit(session, there.home.id, there.unit.id, own)
        with pytest.raises(NotFound):
            queries.bytes_of_unit(session, there.home.id, there.unit.id, others)
        assert queries.count_of(session, there.home.id) == 3


def test_one_that_is_removed_is_erased_and_twice_is_as_once(there: Arranged) -> None:
    kept = added(there)
    assert remove_photograph(photograph_id=kept, by=there.manager, now=NOW) == there.home.id
    assert remove_photograph(photograph_id=kept, by=there.manager, now=NOW) == there.home.id
    with Session(there.engine) as session:
        assert session.execute(text("select content from image")).scalar_one() is None
        assert queries.of_property(session, there.home.id) == []
        with pytest.raises(NotFound):
            queries.own_bytes(session, there.manager, kept)


def test_there_are_as_many_as_the_council_has_set(there: Arranged) -> None:
    with there.engine.begin() as connection:
        connection.execute(text("update setting set value = '1' where key = 'photograph.most'"))
    kept = added(there)
    with pytest.raises(Refused, match="has 1 photographs") as refused:
        added(there)
    assert refused.value.field == "photograph"
    remove_photograph(photograph_id=kept, by=there.manager, now=NOW)
    added(there)


def test_what_is_refused_leaves_nothing(there: Arranged) -> None:
    with pytest.raises(Refused):
        added(there, data=b"no photograph")
    with pytest.raises(NotFound):
        added(there, uuid4())
    with Session(there.engine) as session:
        assert session.execute(text("select count(*) from image")).scalar_one() == 0


def test_nobody_touches_another_provider_s(there: Arranged) -> None:
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    kept = added(there)
    with pytest.raises(NotFound):
        remove_photograph(photograph_id=kept, by=stranger, now=NOW)
    with pytest.raises(NotFound):
        add_photograph(property_id=there.home.id, unit_id=None, data=photograph(), words="x", by=stranger, now=NOW)
