"""What the tests of the pages of stock share: a new home and a new unit as somebody types them."""

from __future__ import annotations

import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import db
from housing.places.models import Property, Unit, Ward
from tests.housing.placements.arranging import Arranged

UNIT: dict[str, object] = {
    "rooms": "2", "code": "new-1", "beds_1": "2", "cots_1": "1", "beds_2": "1", "max_people": "4", "floor": "0",
    "lift": "no", "weekly_charge": "210.50",
}  # fmt: skip


def a_ward(served: Arranged) -> Ward:
    found = served.town.session.scalars(select(Ward).order_by(Ward.code)).first()
    assert found is not None
    return found


def new_home(**changes: object) -> dict[str, object]:
    return {
        "seen": "0", "code": "new", "kind": "dispersed", "confidential": "area", "sleeping": "size_criteria",
        "preparation_days": "1", "address": "3 Canary Lane", "postcode": "za1 1aa", **changes,
    }  # fmt: skip


def carried(page: str, name: str = "seen") -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def row(model: type[Property] | type[Unit], code: str) -> UUID:
    with Session(db.engine()) as session:
        return session.scalars(select(model.id).where(model.code == code)).one()
