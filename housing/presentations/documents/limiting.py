"""How many documents a case may hold: a limit that is hard, and dated: the council sets another from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.clock import day_of
from housing.codes import Setting
from housing.db import transaction
from housing.people.models import Authority
from housing.refusals import Refused

EDIT, MOST = "law.edit", "document.most_of_case"
FEWEST, HIGHEST = 20, 5000


@dataclass(frozen=True, slots=True)
class Limit:
    """How many from a day on, and who decided so."""

    most: int
    from_on: date
    source: str


def council(by: Actor) -> str:
    """The council whose limit a person may set.

    Raises:
        Forbidden: the person may not.
    """
    insist(by, EDIT)
    return by.home(EDIT).authority


def versions(session: Session, authority: str) -> Sequence[Setting]:
    """Every limit that was set, the newest first: the council's own, then what came with Haven."""
    ours = (Setting.authority_code == authority) | Setting.authority_code.is_(None)
    query = select(Setting).where(Setting.key == MOST, ours)
    return session.scalars(
        query.order_by(
            Setting.authority_code.is_(None), Setting.from_on.desc(), Setting.recorded_at.desc().nulls_last()
        )
    ).all()


def set_limit(*, limit: Limit, by: Actor, now: datetime) -> None:
    """Set how many documents a case may hold from a day on; the same set again is set once.

    Raises:
        Forbidden: the person may not.
        Refused: the number or the day cannot be, or it is not said who decided so.
    """
    authority = council(by)
    if not FEWEST <= limit.most <= HIGHEST:
        raise Refused(f"The number must be from {FEWEST} to {HIGHEST:,}", field="most")
    if limit.from_on < day_of(now):
        raise Refused("The day must be today or later", field="from_on")
    if not limit.source.strip():
        raise Refused("Enter who decided so", field="source")
    with transaction() as session:
        session.get_one(Authority, authority, with_for_update=True)
        last = next((each for each in versions(session, authority) if each.authority_code == authority), None)
        if last is not None and (last.value, last.from_on, last.source) == (limit.most, limit.from_on, limit.source):
            return
        row = Setting(
            id=uuid4(), key=MOST, authority_code=authority, from_on=limit.from_on, value=limit.most,
            source=limit.source, verified=True, recorded_at=now, recorded_by=by.account_id,
        )  # fmt: skip
        session.add(row)
        facts = {"key": MOST, "from_on": limit.from_on.isoformat()}
        audit.record(session, by, "setting.recorded", row, now=now, facts=facts)
