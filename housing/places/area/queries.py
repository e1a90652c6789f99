"""Reading the counts by area, as far as a person may be told where homes stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.codes import settings
from housing.places import seeing
from housing.places.area.counting import WITHHELD, Row, column, rounded, rows, total
from housing.places.words import KINDS

SOON, ROUNDED_TO = "places.soon_days", "report.suppress_below"


@dataclass(frozen=True, slots=True)
class Areas:
    """The rows with their total. `rounded_to`: kinds alone are told apart, in multiples of it; 1: as they are."""

    rows: list[Row]
    total: Row
    soon_days: int
    rounded_to: int


def areas(session: Session, actor: Actor, *, today: date) -> Areas:
    """Counts by ward and kind for those who may see places; by kind alone, rounded, for those who may count them."""
    found = seeing.standings(session, seeing.stock(actor, seeing.COUNT), today=today)
    authority = actor.home(seeing.COUNT).authority
    known: dict[str, Any] = settings(session, (SOON, ROUNDED_TO), authority=authority, on=today)
    soon_days, whole = int(known[SOON]), actor.may(seeing.SEE)
    counted = []
    for each in found:
        told = whole and seeing.shows_area(actor, each.home)
        name, code = (each.home.ward.name, each.home.ward_code) if told else (WITHHELD, "")
        counted.append((name, code, each.home.kind, column(each.state, today=today, soon_days=soon_days)))
    made = rows(counted, KINDS)
    if whole:
        return Areas(made, total(made), soon_days, 1)
    to = int(known[ROUNDED_TO])
    return Areas([rounded(row, to) for row in made], rounded(total(made), to), soon_days, to)
