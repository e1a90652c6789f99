"""Storing a file of postcodes: streamed, all of it in one transaction or none of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.db import transaction
from housing.places.postcodes import Point, Read, points

COPY = "copy incoming (code, easting, northing, ward_code) from stdin"
INTO = text(
    "create temporary table incoming (code text, easting integer, northing integer, ward_code text) on commit drop"
)
TWICE = text(
    "select code from incoming group by code having count(distinct (easting, northing)) > 1 order by code limit 50"
)
STORE = text(
    "insert into postcode (code, easting, northing, ward_code) "
    "select distinct on (code) code, easting, northing, ward_code from incoming order by code "
    "on conflict (code) do update set easting = excluded.easting, northing = excluded.northing, "
    "ward_code = coalesce(excluded.ward_code, postcode.ward_code) "
    "where (postcode.easting, postcode.northing) is distinct from (excluded.easting, excluded.northing) "
    "or postcode.ward_code is distinct from coalesce(excluded.ward_code, postcode.ward_code)"
)


class BadFile(Exception):
    """Nothing was stored; one sentence a fault."""

    def __init__(self, faults: list[str], *, in_all: int) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
        self.in_all = in_all


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: postcodes read, those that are new or have moved, rows that have no place."""

    read: int
    changed: int
    without_a_point: int


def import_postcodes(*, lines: Iterable[str], by: Actor, now: datetime) -> Imported:
    """Store every postcode of a file; one that is there already is moved where the file says. None is removed.

    Raises:
        UnknownLayout: the columns are not known.
        BadFile: a row cannot be used; then nothing was stored.
    """
    read = Read()
    with transaction() as session:
        session.execute(INTO)
        _copy(session, points(lines, read))
        faults = read.faults + [
            f"{code} is in the file twice, in two places." for code in session.scalars(TWICE) if not read.faulty
        ]
        if faults:
            raise BadFile(faults, in_all=max(read.faulty, len(faults)))
        changed = session.connection().execute(STORE).rowcount
        facts = {"read": read.points, "changed": changed}
        audit.record(session, by, "postcodes.imported", ("postcode", "all"), now=now, facts=facts)
    return Imported(read.points, changed, read.without_a_point)


def _copy(session: Session, found: Iterable[Point]) -> None:
    """Stream the points to the database: some millions of rows, none of them kept in memory."""
    driver = session.connection().connection.driver_connection
    if driver is None:
        raise RuntimeError("the database connection has been closed")
    with driver.cursor() as cursor, cursor.copy(COPY) as stream:
        for point in found:
            stream.write_row((point.postcode, point.easting, point.northing, point.ward))
