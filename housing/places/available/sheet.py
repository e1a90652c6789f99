"""The list of what is free as lines of a file that spreadsheet programs open: no address, no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from housing.places.available.queries import Found
from housing.places.available.wanted import Wanted
from housing.places.available.words import first_day, in_the_way
from housing.places.words import KINDS

TITLES = (
    "unit", "state today", "free on these days", "free from", "in the way", "kind", "area", "bedrooms", "people",
    "last confirmed", "confirm first", "ask first",
)  # fmt: skip
WITHHELD = "withheld"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(found: Iterable[Found], wanted: Wanted, *, today: date, head: str) -> str:
    """The file: a line that says what it is, the titles, a line for each unit."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([head])
    writer.writerow(TITLES)
    for each in found:
        shown, unit = each.shown, each.shown.unit
        row = (
            unit.code, shown.said.tag, "yes" if each.answer.free else "no", first_day(each.answer, today),
            in_the_way(each.answer, wanted), KINDS[shown.home.kind], each.area or WITHHELD, str(len(unit.bedrooms)),
            str(unit.max_people), shown.confirmed, "yes" if shown.stale else "no", "; ".join(each.asks),
        )  # fmt: skip
        writer.writerow([plain(text) for text in row])
    return out.getvalue()


def plain(text: str) -> str:
    """A text that no spreadsheet program takes for a formula (OWASP: CSV injection)."""
    return f"'{text}" if text.startswith(FORMULA) else text
