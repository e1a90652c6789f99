"""The rows behind "Voids and gaps": units, what stood in their diaries, closings, costs. No person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager, defer

from housing.access import Actor
from housing.clock import day_of
from housing.places.availability.asking import expected
from housing.places.availability.reading import terms_by_unit
from housing.places.availability.terms import Closed
from housing.places.models import Property, Unit, UnitPeriod, VacancyCheck
from housing.places.queries import within
from housing.places.voids.models import Void, VoidRevision
from housing.reports.voids.nights import CLOSED, HELD, LET, OUT_OF_USE, PREPARING, Span

KINDS = {"hold": HELD, "stay": LET, "preparing": PREPARING, "out_of_use": OUT_OF_USE}
LOOKED_BACK = timedelta(days=400)  # a household that left longer ago is not looked for when the next one comes


@dataclass(frozen=True, slots=True)
class UnitSpans:
    """A unit with everything that stood over its days, and the first day of which anything is known."""

    code: str
    home: str
    kind: str
    known_from: date | None
    spans: tuple[Span, ...]


def units(
    session: Session, actor: Actor, permission: str, *, from_on: date, until_on: date, today: date
) -> list[UnitSpans]:
    """The units that a permission covers, by code, with their spans around `[from_on, until_on)`: four queries."""
    home = contains_eager(Unit.property)
    query = (
        select(Unit)
        .join(Unit.property)
        .where(within(actor, permission))
        .options(home.options(defer(Property.address, raiseload=True), defer(Property.postcode, raiseload=True)))
        .order_by(Property.code, Unit.code)
    )
    found = list(session.scalars(query))
    lines = _lines(session, [unit.id for unit in found], from_on - LOOKED_BACK, until_on)
    known = _known(session, [unit.id for unit in found])
    terms = terms_by_unit(session, found)
    return [
        UnitSpans(
            unit.code,
            unit.property.code,
            unit.property.kind,
            known.get(unit.id),
            tuple(_spans(lines[unit.id], terms[unit.id].closed, today)),
        )
        for unit in found
    ]


def costs(session: Session, actor: Actor, permission: str, *, from_on: date, until_on: date) -> dict[str, Decimal]:
    """What the voids that began in `[from_on, until_on)` cost in pounds, as far as it is known, by reason."""
    newest = (
        select(func.max(VoidRevision.position)).where(VoidRevision.void_id == Void.id).correlate(Void).scalar_subquery()
    )
    latest = select(VoidRevision).where(VoidRevision.void_id == Void.id, VoidRevision.position == newest).lateral()
    query = (
        select(latest.c.reason, func.sum(latest.c.cost))
        .select_from(Void)
        .join(latest, latest.c.change != "cancelled")
        .join(Unit, Unit.id == Void.unit_id)
        .join(Property, Property.id == Unit.property_id)
        .where(within(actor, permission), latest.c.from_on >= from_on, latest.c.from_on < until_on)
        .where(latest.c.cost.is_not(None))
        .group_by(latest.c.reason)
    )
    return dict(session.execute(query).all())


def _lines(session: Session, ids: Sequence[UUID], from_on: date, until_on: date) -> dict[UUID, list[UnitPeriod]]:
    """Lines in force, and holds that were: a hold that has ended was held until then, though its line gave way."""
    end = func.upper(UnitPeriod.during)
    query = (
        select(UnitPeriod)
        .where(UnitPeriod.unit_id.in_(ids), func.lower(UnitPeriod.during) < until_on)
        .where(or_(end.is_(None), end > from_on, and_(UnitPeriod.kind == "stay", UnitPeriod.reason.is_not(None))))
        .where(or_(UnitPeriod.replaced_at.is_(None), UnitPeriod.kind == "hold"))
        .order_by(UnitPeriod.during, UnitPeriod.id)
    )
    found: defaultdict[UUID, list[UnitPeriod]] = defaultdict(list)
    for line in session.scalars(query):
        found[line.unit_id].append(line)
    return found


def _known(session: Session, ids: Sequence[UUID]) -> dict[UUID, date]:
    """The first day on which somebody said how a unit was: it was not there before, as far as anybody knows."""
    query = (
        select(VacancyCheck.unit_id, func.min(VacancyCheck.at))
        .where(VacancyCheck.unit_id.in_(ids))
        .group_by(VacancyCheck.unit_id)
    )
    return {unit_id: day_of(at) for unit_id, at in session.execute(query)}


def _spans(lines: Sequence[UnitPeriod], closed: Iterable[Closed], today: date) -> Iterable[Span]:
    in_force = [line for line in lines if line.replaced_at is None and line.kind != "hold"]
    for line in lines:
        start, end = line.during.lower or date.min, line.during.upper
        if line.kind == "hold":
            end = day_of(line.replaced_at) if line.replaced_at else end
            if end is None or end > start:
                yield Span(HELD, start, end)
            continue
        gone = line.kind == "stay" and end is not None and not expected(line)
        if line.kind == "stay" and end is not None and not gone and end <= today:
            end = min(
                (other.during.lower for other in in_force if other.during.lower and other.during.lower >= end),
                default=None,
            )  # nobody has said that they left: they live there until somebody does
        yield Span(
            KINDS[line.kind], start, end, reason=line.reason or "" if line.kind == "out_of_use" else "", left=gone
        )
    for each in closed:
        yield Span(CLOSED, each.from_on or date.min, each.until_on)
