"""Rows of her case as lines of the copy, by the catalogue: one query for each table, whatever there is of it.

The tables are read by their names, so that no slice has to know that a copy reads it. Who may is the caller's to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, ForeignKey, Table, Uuid, or_, select
from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.copies.catalogue.entries import Given
from housing.copies.catalogue.kept_back import BETWEEN
from housing.copies.catalogue.whole import CATALOGUE
from housing.copies.content import Line
from housing.copies.saying import Known, said
from housing.tables import METADATA
from housing.web.filters import said_date

HOUSE = frozenset({"at", "position", "version", "authority_code", "once"})
Order = tuple[date, str, int]
NAMES_OF_WORKERS, FOR_SEARCHING = "_by_name", "_index"


def keeps_house(column: Column[Any]) -> bool:
    """Whether a column says nothing about her by itself: a key, an order, a moment of writing, a worker's name."""
    name = column.name
    kept = name in HOUSE or name == "by_name" or name.endswith((NAMES_OF_WORKERS, FOR_SEARCHING))
    return kept or column.primary_key or isinstance(column.type, Uuid)


def lines_of(session: Session, given: Given, household_id: UUID, known: Known) -> list[tuple[Order, Line]]:
    """What the copy gives of one table, each with what it is put in order by."""
    table = METADATA.tables[given.table]
    rows = session.execute(select(table).where(of_case(table, household_id))).mappings()
    return [(_order(given, row), _line(given, table, row, known)) for row in rows if not _not_given(given, row)]


def of_case(table: Table, household_id: UUID) -> ColumnElement[bool]:
    """The condition that a row of this table is of her case, along foreign keys.

    Raises:
        LookupError: the catalogue names no way.
    """
    ways = tuple(_ways(table))
    if not ways:
        raise LookupError(f"no way from {table.name} to a household")
    return or_(*(_along(table.c[way], household_id) for way in ways))


def _ways(table: Table) -> Iterator[str]:
    entry = CATALOGUE.get(table.name)
    if isinstance(entry, Given) and entry.by:
        yield from entry.by
    elif table.name in BETWEEN:
        yield BETWEEN[table.name]
    else:
        yield from [name for name in ("household_id", "presentation_id") if name in table.c][:1]


def _along(column: Column[Any], household_id: UUID) -> ColumnElement[bool]:
    key: ForeignKey = next(iter(column.foreign_keys))
    target = key.column
    if target.table.name == "household":
        return column == household_id
    return column.in_(select(target).where(of_case(target.table, household_id)))


def _not_given(given: Given, row: Mapping[Any, Any]) -> bool:
    return any(str(row[column]).startswith(beginnings) for column, beginnings in given.unless.items())


def _day(given: Given, row: Mapping[Any, Any]) -> date | None:
    value = row[given.when] if given.when else None
    return day_of(value) if isinstance(value, datetime) else value


def _order(given: Given, row: Mapping[Any, Any]) -> Order:
    """The day, the moment within it, and the place among rows of one moment."""
    moment = row.get(given.when) if isinstance(row.get(given.when), datetime) else row.get("at")
    return _day(given, row) or date.min, moment.isoformat() if moment else "", row.get("position") or 0


def _line(given: Given, table: Table, row: Mapping[Any, Any], known: Known) -> Line:
    pairs = ((shown.label, said(shown, row, known)) for shown in given.shown)
    words = ". ".join(f"{label}: {value.rstrip('.')}" if label else value for label, value in pairs if value)
    day = _day(given, row)
    head = f"{said_date(day)}. {given.said}" if day else given.said
    key = ":".join([given.table, *(str(row[column.name]) for column in table.primary_key)])
    return Line(key, f"{head}. {words}." if words else f"{head}.")
