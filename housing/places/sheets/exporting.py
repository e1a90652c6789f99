"""Stock going out as a file: one's own with addresses only if asked for, the council's never with any; audited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.db import transaction
from housing.places.models import Property
from housing.places.sheets.cells import Lists
from housing.places.sheets.columns import FILES, PROPERTIES, SHEETS, WHERE, lists
from housing.places.sheets.standing import Standing, for_council, standing
from housing.places.sheets.writing import Filled, csv_of, xlsx
from housing.web.filters import said_moment

OWN, COUNCIL = "unit.manage", "vacancy.see"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
NEVER_FOR_COUNCIL = frozenset(WHERE) - {"ward"}
Written = tuple[bytes, str, str]


def export_own(*, form: str, addresses: bool, by: Actor, now: datetime) -> Written:
    """One's own stock as (content, type, file name); `form` is "xlsx" or the name of a CSV file.

    Raises:
        KeyError: there is no such form.
    """
    insist(by, OWN)
    grant = by.home(OWN)

    def own(session: Session) -> Standing:
        return standing(session, Property.organisation_id.in_(by.extent(OWN).organisations), addresses=addresses)

    left_out = frozenset() if addresses else frozenset(WHERE)
    return _export(own, form, left_out, authority=grant.authority, by=by, now=now)


def export_council(*, form: str, by: Actor, now: datetime) -> Written:
    """The council's stock, without addresses, and without the ward of a property whose area is not shown."""
    insist(by, COUNCIL)
    grant = by.home(COUNCIL)

    def ours(session: Session) -> Standing:
        within = Property.authority_code.in_(by.extent(COUNCIL).authorities)
        return for_council(standing(session, within, addresses=False))

    return _export(ours, form, NEVER_FOR_COUNCIL, authority=grant.authority, by=by, now=now)


def _export(
    read: Callable[[Session], Standing],
    form: str,
    left_out: frozenset[str],
    *,
    authority: str,
    by: Actor,
    now: datetime,
) -> Written:
    with transaction() as session:
        own, stock = lists(session, authority), read(session)
        titles = [sheet.title for sheet in SHEETS] if form == "xlsx" else [_title(form)]
        filled = [
            Filled(title, stock.rows(title), left_out if title == PROPERTIES else frozenset()) for title in titles
        ]
        addresses = "address" not in left_out
        facts = {"rows": sum(len(each.rows) for each in filled), "form": form, "addresses": addresses}
        action = "stock_sheet.exported_with_addresses" if addresses else "stock_sheet.exported"
        audit.record(session, by, action, ("authority", authority), now=now, facts=facts)
    return _written(filled, own, form, mark=f"{by.name}, {said_moment(now)}")


def _written(filled: list[Filled], own: Lists, form: str, *, mark: str) -> Written:
    if form == "xlsx":
        return xlsx(filled, own, mark=mark), XLSX, "stock.xlsx"
    return csv_of(filled[0], own).encode(), CSV, f"{form}.csv"


def _title(form: str) -> str:
    return {name: title for title, name in FILES.items()}[form]
