"""Preparing a copy in a test, and reading what it holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from housing import db
from housing.access import Actor
from housing.copies import queries
from housing.copies.asking import Request
from housing.copies.content import Content, from_json
from housing.copies.gathering import Wished
from housing.copies.services import begin_copy, hand_on, leave_out
from tests.housing.households.factories import NOW, TODAY

PLACE = "SP13"
USUAL = Wished(also=("Oakfield",))
ASKED = Request(TODAY - timedelta(days=3), "known")


def begun(case: UUID, by: Actor, wished: Wished = USUAL, asked: Request = ASKED, *, now: datetime = NOW) -> UUID:
    """A copy that is being prepared."""
    return begin_copy(household_id=case, asked=asked, wished=wished, by=by, now=now)


def prepared(case: UUID, by: Actor, wished: Wished = USUAL) -> UUID:
    """A copy that waits for a second person."""
    copy_id = begun(case, by, wished)
    hand_on(copy_id=copy_id, by=by, now=NOW)
    return copy_id


def content(copy_id: UUID, by: Actor) -> str:
    """Everything that was put together, as it is kept."""
    with db.reading() as session:
        return queries.one(session, by, copy_id).content


def given(copy_id: UUID, by: Actor) -> Content:
    """What she is given."""
    with db.reading() as session:
        return queries.given_of(session, queries.one(session, by, copy_id))


def keys(copy_id: UUID, by: Actor, words: str) -> list[str]:
    """The keys of the lines that hold these words."""
    return [line.key for line in from_json(content(copy_id, by)).lines() if words in line.text]


def out(copy_id: UUID, by: Actor, words: str, reason: str | None = "third-party") -> list[str]:
    """Leave the lines with these words out; their keys."""
    found = keys(copy_id, by, words)
    leave_out(copy_id=copy_id, shown=found, ticked=found, reason=reason, by=by, now=NOW)
    return found
