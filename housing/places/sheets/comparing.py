"""A grid compared with the stock of whoever sent it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.places.models import Postcode, Property
from housing.places.sheets.cells import Lists
from housing.places.sheets.columns import PROPERTIES
from housing.places.sheets.entries import Entries, Entry, read_entries
from housing.places.sheets.grids import Grid
from housing.places.sheets.planning import Plan, plan
from housing.places.sheets.standing import Standing, asked_where, standing

ONLY_WHERE_NOT_KNOWN = ("ward", "grid")


def compare(
    session: Session, grid: Grid, lists: Lists, *, organisation_id: UUID, today: date, lock: bool = False
) -> tuple[Plan, Standing]:
    """What a grid would do to an organisation's stock, and that stock."""
    entries = read_entries(grid, lists)
    rows = entries.of[PROPERTIES]
    addresses = any(asked_where(entry.said) for entry in rows)
    stock = standing(session, Property.organisation_id == organisation_id, addresses=addresses, lock=lock)
    _leave_out_known(session, entries, stock)
    return plan(entries, stock, lists, today=today), stock


def _leave_out_known(session: Session, entries: Entries, stock: Standing) -> None:
    """Ward and grid reference count only where Haven does not know the postcode, as on the page."""
    rows = entries.of[PROPERTIES]
    known = _known(session, {_postcode(entry, stock) for entry in rows})
    entries.of[PROPERTIES] = [_shortened(entry) if _postcode(entry, stock) in known else entry for entry in rows]


def _postcode(entry: Entry, stock: Standing) -> str:
    before = stock.of[PROPERTIES].get(entry.key, {})
    return str(entry.said.get("postcode") or before.get("postcode") or "")


def _known(session: Session, postcodes: Iterable[str]) -> set[str]:
    by_stored = {form: postcode for postcode in postcodes for form in (postcode, postcode.replace(" ", ""))}
    query = select(Postcode.code).where(Postcode.code.in_(by_stored), Postcode.ward_code.is_not(None))
    return {by_stored[stored] for stored in session.scalars(query)}


def _shortened(entry: Entry) -> Entry:
    said = {name: value for name, value in entry.said.items() if name not in ONLY_WHERE_NOT_KNOWN}
    return replace(entry, said=said)
