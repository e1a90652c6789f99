"""The order of the list of households."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from housing import db
from housing.presentations import services, stages
from housing.presentations.index import queries
from pathway.stages import Stage
from tests.housing.households.factories import NOW, town


def test_who_has_a_place_comes_after_everybody_who_looks_for_one(engine: Engine) -> None:
    people = town()
    first, second, third = (
        services.start_presentation(name=None, route=None, by=people.officer, now=NOW + timedelta(hours=hour))
        for hour in range(3)
    )
    everybody = queries.Wanted()
    with db.transaction() as session:
        stages.enter(session, first, Stage.PLACED, reason=None, by=people.refuge, now=NOW + timedelta(days=1))
    with db.reading() as session:
        rows = queries.page(session, people.officer, everybody, offset=0, limit=10)
    assert [row.presentation.id for row in rows] == [second.id, third.id, first.id]
