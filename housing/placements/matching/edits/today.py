"""A council as it stands at one moment, with its pins and bans: what a run and a preview start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from housing import db
from housing.clock import day_of
from housing.placements.matching.edits.models import MatchEdit
from housing.placements.matching.edits.standing import for_run
from housing.placements.matching.snapshot import Snapshot, take


@dataclass(frozen=True, slots=True)
class Today:
    """The snapshot, and the pins and bans that count, oldest first."""

    snapshot: Snapshot
    edits: tuple[MatchEdit, ...]


def read_today(authority: str, now: datetime) -> Today:
    """Everything as at one moment, whatever is saved meanwhile, in a constant number of queries."""
    with Session(db.engine()) as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
        return Today(take(session, authority, now=now), tuple(for_run(session, authority, day_of(now))))
