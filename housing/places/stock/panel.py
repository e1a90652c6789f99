"""What a property's page says of it besides what it accepts: how it is, its contract, its checks, its photographs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.places.compliance.queries import own_lines
from housing.places.compliance.standing import Line
from housing.places.contracts.queries import of_property
from housing.places.models import Property
from housing.places.photographs.queries import count_of
from housing.places.stock import queries, words
from housing.places.stock.describing import description_on
from housing.web.filters import said_date


@dataclass(frozen=True, slots=True)
class Panel:
    """`described` is {question: answer} of today, empty where nobody has described the property."""

    described: dict[str, str]
    since: date | None
    contract: str
    checks: Sequence[Line]
    photographs: int

    @property
    def late(self) -> list[Line]:
        """The checks that have run out or were never recorded."""
        return [line for line in self.checks if line.state in ("overdue", "missing")]

    @property
    def soon(self) -> list[Line]:
        """The checks that soon run out."""
        return [line for line in self.checks if line.state == "soon"]


def panel(session: Session, actor: Actor, home: Property, *, today: date) -> Panel:
    """The panel of one of the actor's own properties."""
    now_so = description_on(queries.descriptions(session, home.id), today)
    lists = queries.lists(session, home.authority_code)
    contract = of_property(session, home.id, today)
    last = contract.during.upper - timedelta(days=1) if contract and contract.during.upper else None
    return Panel(
        described=words.described(now_so, lists) if now_so else {},
        since=now_so.from_on if now_so else None,
        contract=f"{contract.reference}{f', to {said_date(last)}' if last else ''}" if contract else "",
        checks=own_lines(session, actor, on=today, property_id=home.id),
        photographs=count_of(session, home.id),
    )
