"""An order with everything that happened to it, read in a handful of queries, and where each thing stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing.sanctuary.models import SanctuaryOrder, SanctuaryOrderLine
from housing.sanctuary.works.models import (
    Appointment,
    Extra,
    Invoice,
    LineReport,
    Photograph,
    VisitInstruction,
)
from pathway.sanctuary_appointments import OPEN, VisitEvent, VisitState, missed_in_a_row, visit_state
from pathway.sanctuary_lines import LineEvent, LineState, line_state

Row = TypeVar("Row", Appointment, Extra, Invoice)


@dataclass(frozen=True, slots=True)
class Visit:
    """An appointment and where it stands."""

    row: Appointment
    state: VisitState

    @property
    def open(self) -> bool:
        """Proposed or agreed, and neither ended nor overtaken."""
        return self.row.ended_at is None and self.state in OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """An ordered measure, what was reported of it, its photographs, and where it stands."""

    row: SanctuaryOrderLine
    reports: tuple[LineReport, ...]
    photographs: tuple[Photograph, ...]
    state: LineState

    @property
    def last(self) -> LineReport | None:
        """The last thing that happened to it."""
        return self.reports[-1] if self.reports else None


@dataclass(frozen=True, slots=True)
class Works:
    """One order: its measures, visits, extra work and invoices; and how it is safe to come to this home."""

    order: SanctuaryOrder
    instruction: VisitInstruction | None
    lines: tuple[Line, ...]
    visits: tuple[Visit, ...]
    extras: tuple[Extra, ...]
    invoices: tuple[Invoice, ...]

    @property
    def states(self) -> list[LineState]:
        """Where each measure stands."""
        return [line.state for line in self.lines]

    @property
    def open_visit(self) -> Visit | None:
        """The visit that is proposed or agreed now."""
        return next((visit for visit in self.visits if visit.open), None)

    @property
    def missed(self) -> int:
        """How many visits were missed since the last that took place."""
        return missed_in_a_row([visit.state for visit in self.visits])

    @property
    def undecided(self) -> tuple[Extra, ...]:
        """Extra work that nobody has decided about."""
        return tuple(extra for extra in self.extras if extra.approved is None)

    @property
    def committed(self) -> Decimal:
        """What may be spent, in pounds: the order and the extra work that was approved."""
        return self.order.limit + sum((extra.amount for extra in self.extras if extra.approved), Decimal(0))

    @property
    def invoiced(self) -> Decimal:
        """What has been asked for, in pounds, less what was credited."""
        return sum((invoice.counts for invoice in self.invoices), Decimal(0))

    def line(self, line_id: UUID) -> Line | None:
        """One of its measures."""
        return next((line for line in self.lines if line.row.id == line_id), None)


def works_of(session: Session, order: SanctuaryOrder) -> Works:
    """Everything about one order."""
    return all_works(session, [order])[0]


def all_works(session: Session, orders: Sequence[SanctuaryOrder]) -> list[Works]:
    """Everything about each of some orders, in as many queries for many as for one."""
    ids = [order.id for order in orders]
    instructions = newest_instructions(session, {order.job_id for order in orders})
    lines = _lines(session, ids)
    visits = _grouped(
        session.scalars(
            select(Appointment)
            .where(Appointment.order_id.in_(ids))
            .options(selectinload(Appointment.events))
            .order_by(Appointment.during, Appointment.id)
        )
    )
    extras = _grouped(session.scalars(select(Extra).where(Extra.order_id.in_(ids)).order_by(Extra.asked_at, Extra.id)))
    invoices = _grouped(
        session.scalars(
            select(Invoice).where(Invoice.order_id.in_(ids)).order_by(Invoice.invoiced_on, Invoice.recorded_at)
        )
    )
    return [
        Works(
            order,
            instructions.get(order.job_id),
            tuple(lines[order.id]),
            tuple(Visit(row, visit_state(VisitEvent(each.event) for each in row.events)) for row in visits[order.id]),
            tuple(extras[order.id]),
            tuple(invoices[order.id]),
        )
        for order in orders
    ]


def newest_instruction(session: Session, job_id: UUID) -> VisitInstruction | None:
    """How it is safe to come to this home, as it was recorded last."""
    return newest_instructions(session, {job_id}).get(job_id)


def newest_instructions(session: Session, job_ids: set[UUID]) -> dict[UUID, VisitInstruction]:
    """The same of several homes, in one query."""
    query = (
        select(VisitInstruction)
        .where(VisitInstruction.job_id.in_(job_ids))
        .order_by(VisitInstruction.recorded_at, VisitInstruction.id)
    )
    return {row.job_id: row for row in session.scalars(query)}


def _lines(session: Session, order_ids: Sequence[UUID]) -> dict[UUID, list[Line]]:
    query = select(SanctuaryOrderLine).where(SanctuaryOrderLine.order_id.in_(order_ids))
    rows = session.scalars(query.order_by(SanctuaryOrderLine.position, SanctuaryOrderLine.id)).all()
    ids = [row.id for row in rows]
    reports: dict[UUID, list[LineReport]] = defaultdict(list)
    told = select(LineReport).where(LineReport.line_id.in_(ids)).order_by(LineReport.position)
    for report in session.scalars(told):
        reports[report.line_id].append(report)
    pictures: dict[UUID, list[Photograph]] = defaultdict(list)
    taken = select(Photograph).where(Photograph.line_id.in_(ids), Photograph.removed_at.is_(None))
    for picture in session.scalars(taken.order_by(Photograph.taken.desc(), Photograph.added_at, Photograph.id)):
        pictures[picture.line_id].append(picture)
    found: dict[UUID, list[Line]] = defaultdict(list)
    for row in rows:
        happened = tuple(reports[row.id])
        state = line_state(LineEvent(report.event) for report in happened)
        found[row.order_id].append(Line(row, happened, tuple(pictures[row.id]), state))
    return found


def _grouped(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.order_id].append(row)
    return found
