"""Numbers set by law, by an assessment form or by the council, as dated rows. Each says where it comes from.

`verified` means read in a public source for exactly this use. Whatever is not verified is a starting value
for the council to confirm; the council's own rows can be passed wherever `rows` is taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pathway.dated import in_force

SAFELIVES = "safelives-dash"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number for one period `[from_on, until_on)`."""

    key: str
    value: int
    unit: str
    source: str
    verified: bool
    from_on: date | None = None
    until_on: date | None = None


THRESHOLDS = (
    Threshold(f"{SAFELIVES}/highest", 24, "ticks", "SafeLives Dash risk checklist: 24 questions", True),
    Threshold(f"{SAFELIVES}/medium-from", 10, "ticks", "Practice of a partnership in Plymouth: 10 to 13", False),
    Threshold(f"{SAFELIVES}/high-from", 14, "ticks", "SafeLives Dash risk checklist: visible high risk, 14", True),
    Threshold("marac-repeat", 12, "months", "SafeLives: any further abuse within 12 months", True),
    Threshold("hotel-limit", 42, "nights", "SI 2003/3326: six weeks in total", True),
    Threshold("hotel-nearing", 28, "nights", "The first warning before the limit; set by the council", False),
)


@dataclass(frozen=True, slots=True)
class DashThresholds:
    """How one form's total of ticks becomes a band: standard below `medium_from`, high from `high_from` on."""

    highest: int
    medium_from: int
    high_from: int


@dataclass(frozen=True, slots=True)
class HotelNights:
    """The most nights in bed and breakfast, and from which night on a household counts as nearing them."""

    limit: int
    nearing: int


def value_on(key: str, on: date, rows: Iterable[Threshold] = THRESHOLDS) -> int:
    """The number in force on the day `on`.

    Raises:
        LookupError: no row for that key holds on that day, or more than one does.
    """
    found = in_force((row for row in rows if row.key == key), on)
    if len(found) != 1:
        raise LookupError(f"{len(found)} rows for {key} are in force on {on.isoformat()}; there must be one")
    return found[0].value


def dash_thresholds(form: str, on: date, rows: Iterable[Threshold] = THRESHOLDS) -> DashThresholds:
    """The thresholds of one version of the form on the day it was filled in.

    Raises:
        LookupError: a threshold of that form is missing on that day, or there twice.
    """
    kept = tuple(rows)
    return DashThresholds(
        highest=value_on(f"{form}/highest", on, kept),
        medium_from=value_on(f"{form}/medium-from", on, kept),
        high_from=value_on(f"{form}/high-from", on, kept),
    )


def hotel_nights(on: date, rows: Iterable[Threshold] = THRESHOLDS) -> HotelNights:
    """The limit on nights in bed and breakfast, as it stands on the day `on`.

    Raises:
        LookupError: a number is missing on that day, or there twice.
    """
    kept = tuple(rows)
    return HotelNights(limit=value_on("hotel-limit", on, kept), nearing=value_on("hotel-nearing", on, kept))
