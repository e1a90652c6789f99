"""The columns of each sheet: one table makes the template, the export and the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from housing.codes import choices
from housing.places.policy_words import LISTS
from housing.places.sheets import cells
from housing.places.sheets.cells import Kind, Lists
from housing.places.stock.forms import LONGEST_PREPARATION
from housing.places.stock.words import CLASS_TAGS
from housing.places.words import CAPS, FEATURES, KINDS, SEXES, SLEEPING, SUPPORT

PROPERTIES, UNITS, ACCEPTANCE = "Properties", "Units", "What is accepted"
FILES = {PROPERTIES: "properties", UNITS: "units", ACCEPTANCE: "acceptance"}
LARGEST_CAP, MOST_PEOPLE, LOWEST, HIGHEST = 200, 50, -2, 60
CAP_COLUMNS = {"cap_high": "support:high+", "cap_very_high": "support:very_high+", "cap_nrpf": "funding:no_recourse"}
WHERE = ("address", "postcode", "ward", "grid")  # left out of an export unless they are asked for


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `blank` is the value of an empty cell; `required` ones may not be empty."""

    name: str
    heading: str
    meaning: str
    kind: Kind
    example: str
    required: bool = False
    blank: Any = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or one CSV file; `key` are the columns that say which thing a row is about."""

    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """One of its columns."""
        return next(column for column in self.columns if column.name == name)


OF_PROPERTIES = (
    Column("code", "Property", "What everybody calls it. No street, area or postcode", cells.code(), "LR1", True),
    Column("kind", "Kind", "What kind of place it is", cells.choice("kind"), "Refuge", True),
    Column("confidential", "Confidential", "What council staff may see of where it is", cells.choice("confidential"),
           "Withheld", True),
    Column("sleeping", "Sharing rooms", "By which rule people may share a room", cells.choice("sleeping"),
           SLEEPING["room_standard"], True),
    Column("preparation_days", "Days to prepare", "Working days to prepare a unit",
           cells.whole(0, LONGEST_PREPARATION), "1", True),
    Column("address", "Address", "Without the postcode. Kept sealed", cells.text(200), "3 Made-up Lane, Nowhere", True),
    Column("postcode", "Postcode", "Kept sealed", cells.POSTCODE, "ZZ99 9ZZ", True),
    Column("ward", "Ward", "The ward", cells.WARD, "E05012996"),
    Column("grid", "Grid reference", "Of the front door", cells.GRID, "SK 4283 9287"),
)  # fmt: skip
OF_UNITS = (
    Column("property", "Property", "The property that it is in", cells.code(), "LR1", True),
    Column("code", "Unit", "What everybody calls it", cells.code(), "LR1-4", True),
    Column("bedrooms", "Bedrooms", "Beds and cots of each bedroom", cells.ROOMS, "2+1; 3", True),
    Column("max_people", "People at most", "Babies count", cells.whole(1, MOST_PEOPLE), "5", True),
    Column("floor", "Floor", "Of its front door; 0 is the ground floor", cells.whole(LOWEST, HIGHEST), "0", True),
    Column("lift", "Lift", "Whether a lift goes there", cells.YES_NO, "no", True),
    Column("features", "Features", "What it has got", cells.many("features"), "Step-free entrance", blank=()),
    Column("weekly_charge", "Weekly charge", "In pounds; empty where it is not known", cells.POUNDS, "210.50"),
)  # fmt: skip
OF_ACCEPTANCE = (
    Column("property", "Property", "The property that it is about", cells.code(), "LR1", True),
    Column("from_on", "From", "The first day on which it counts", cells.DAY, "2026-12-01", True),
    Column("sexes", "Adults", "Which adults are accepted", cells.many("sexes"), "Women", True),
    Column("boys", "Boys up to", "The oldest age of a boy", cells.BOYS, "12"),
    Column("max_support", "Highest support need", "The highest that can be met", cells.known_choice("support"), "High"),
    Column("pets", "Pets", "Assistance animals always can come", cells.many("pets"), "", blank=()),
    Column("funding", "Ways of paying", "Which are accepted", cells.many("funding"), "Housing benefit", True),
    Column("services", "By and for", "Empty where it is for everybody", cells.many("services"), "", blank=()),
    *(Column(name, f"At most: {CAPS[cap][0].lower()}{CAPS[cap][1:]}", "At one time; empty for no limit",
             cells.whole(0, LARGEST_CAP), "2") for name, cap in CAP_COLUMNS.items()),
    Column("restrictions", "Restrictions", "What is settled with the service before an offer",
           cells.many("restrictions"), "", blank=()),
    Column("notes", "Notes", "For the council’s staff before an offer. Nobody’s name", cells.text(2000), ""),
)  # fmt: skip
SHEETS: Sequence[Sheet] = (
    Sheet(PROPERTIES, ("code",), OF_PROPERTIES),
    Sheet(UNITS, ("property", "code"), OF_UNITS),
    Sheet(ACCEPTANCE, ("property", "from_on"), OF_ACCEPTANCE),
)
BY_TITLE = {sheet.title: sheet for sheet in SHEETS}
FIXED: Lists = {
    "kind": KINDS, "confidential": CLASS_TAGS, "sleeping": SLEEPING, "features": FEATURES, "sexes": SEXES,
    "support": SUPPORT, "yes_no": {"yes": "yes", "no": "no"},
}  # fmt: skip


def lists(session: Session, authority: str) -> Lists:
    """Every list that a cell may be chosen from, as {slug: label} by name: the council's own among them."""
    return {**FIXED, **{name: choices(session, code, authority) for name, code in LISTS.items()}}


def example(title: str) -> dict[str, str]:
    """The row that the template shows, by the columns' names."""
    return {column.name: column.example for column in BY_TITLE[title].columns}
