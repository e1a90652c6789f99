"""What a cell may hold: each kind reads what a person typed or a program wrote, and writes it for a person. Pure.

A reader answers with a value or raises ValueError with what is wrong, to be read after the column's name:
"must be a whole number".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from housing.forms.contact import read_postcode
from housing.places.stock.forms import CODE
from housing.places.stock.grid import read_grid

Lists = Mapping[str, Mapping[str, str]]
Reader = Callable[[str, Lists], Any]
Writer = Callable[[Any, Lists], str]
BETWEEN = ";"
SHORTENED = re.compile(r"\d+(?:\.\d+)?[eE][+]\d+", re.ASCII)
WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
SERIAL = re.compile(r"\d{5}", re.ASCII)
FIRST_SERIAL = date(1899, 12, 30)  # day 0 of Excel's calendar, for days after February 1900
ROOM = re.compile(r"(\d{1,2})(?:\s*\+\s*(\d{1,2}))?", re.ASCII)
NOWHERE = re.compile(r"ZZ\d\d \d[A-Z]{2}", re.ASCII)  # the NHS's postcodes of nowhere, which made-up stock has
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
NOT_KNOWN, ANY = "not known", "any"
MOST_ROOMS, MOST_BEDS, MOST_COTS, OLDEST_BOY = 15, 20, 10, 17


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell: how it is read and written, and in words what may stand there."""

    read: Reader
    write: Writer
    allowed: str = ""
    listed: str = ""  # the name of the list that it is chosen from, for the template's own lists


def text(longest: int) -> Kind:
    """A text of one line or several."""

    def read(cell: str, _lists: Lists) -> str:
        if len(cell) > longest:
            raise ValueError(f"must be {longest:,} characters or fewer")
        return cell

    return Kind(read, _plain, f"Up to {longest:,} characters")


def code() -> Kind:
    """What everybody calls a property or a unit."""

    def read(cell: str, _lists: Lists) -> str:
        if SHORTENED.fullmatch(cell):
            raise ValueError("has been shortened by the spreadsheet program: enter it in full, as text")
        upper = cell.upper()
        if not CODE.fullmatch(upper) or read_postcode(upper):
            raise ValueError("must be letters, numbers and hyphens, like LR1, and no postcode")
        return upper

    return Kind(read, _plain, "Letters, numbers and hyphens, up to 12")


def whole(least: int, most: int) -> Kind:
    """A whole number."""

    def read(cell: str, _lists: Lists) -> int:
        plain = cell.replace(",", "").removesuffix(".0")
        if not WHOLE.fullmatch(plain):
            raise ValueError("must be a whole number")
        if not least <= int(plain) <= most:
            raise ValueError(f"must be between {least} and {most}")
        return int(plain)

    return Kind(read, _plain, f"A whole number between {least} and {most}")


def choice(name: str) -> Kind:
    """One answer of a list, by its words or its code."""

    def read(cell: str, lists: Lists) -> str:
        return _found(cell, lists[name])

    return Kind(read, lambda value, lists: lists[name].get(value, value), "One answer of the list", listed=name)


def known_choice(name: str) -> Kind:
    """One answer of a list; an empty cell, or "not known", is not known."""

    def read(cell: str, lists: Lists) -> str | None:
        return None if cell.lower() == NOT_KNOWN else _found(cell, lists[name])

    def write(value: str | None, lists: Lists) -> str:
        return "" if value is None else lists[name].get(value, value)

    return Kind(read, write, "One answer of the list, or empty where it is not known", listed=name)


def many(name: str) -> Kind:
    """Several answers of a list, with semicolons between them."""

    def read(cell: str, lists: Lists) -> tuple[str, ...]:
        order = list(lists[name])
        found = {_found(part.strip(), lists[name]) for part in cell.split(BETWEEN) if part.strip()}
        return tuple(sorted(found, key=order.index))

    def write(value: tuple[str, ...], lists: Lists) -> str:
        order = {slug: place for place, slug in enumerate(lists[name])}
        slugs = sorted(value, key=lambda slug: (order.get(slug, len(order)), slug))
        labels = (lists[name].get(slug, slug) for slug in slugs)
        return f"{BETWEEN} ".join(
            slug if BETWEEN in label else label for slug, label in zip(slugs, labels, strict=True)
        )

    return Kind(read, write, "Answers of the list, with semicolons between them")


def _found(cell: str, known: Mapping[str, str]) -> str:
    wanted = " ".join(cell.lower().split())
    for slug, label in known.items():
        if wanted in (slug, " ".join(label.lower().split())):
            return slug
    raise ValueError(f"has “{cell[:40]}”, which is not an answer of its list")


def _plain(value: Any, _lists: Lists) -> str:
    return "" if value is None else str(value)


def _yes_no(cell: str, _lists: Lists) -> bool:
    if cell.lower() in YES | NO:
        return cell.lower() in YES
    raise ValueError("must be yes or no")


def _day(cell: str, _lists: Lists) -> date:
    try:
        if SERIAL.fullmatch(cell):
            return FIRST_SERIAL + timedelta(days=int(cell))
        if found := BRITISH.fullmatch(cell):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(cell.removesuffix(" 00:00:00"))
    except ValueError as error:
        raise ValueError("must be a real date, like 23/11/2026") from error


def _postcode(cell: str, _lists: Lists) -> str:
    found = cell.upper() if NOWHERE.fullmatch(cell.upper()) else read_postcode(cell)
    if found is None:
        raise ValueError("must be a full postcode, like S60 1AA")
    return found


def _ward(cell: str, _lists: Lists) -> str:
    return cell.upper()


def _grid(cell: str, _lists: Lists) -> str:
    found = read_grid(cell)
    if found is None:
        raise ValueError("must be like SK 4283 9287, or metres like 442830, 392870")
    return f"{found[0]}, {found[1]}"


def _rooms(cell: str, _lists: Lists) -> tuple[tuple[int, int], ...]:
    rooms = [ROOM.fullmatch(part.strip()) for part in cell.split(BETWEEN) if part.strip()]
    found = tuple((int(room[1]), int(room[2] or 0)) for room in rooms if room)
    sizes = all(1 <= beds <= MOST_BEDS and cots <= MOST_COTS for beds, cots in found)
    if len(found) != len(rooms) or not 1 <= len(rooms) <= MOST_ROOMS or not sizes:
        raise ValueError("must be the beds of each bedroom, like 2+1; 3 for two beds and a cot, and three beds")
    return found


def _say_rooms(value: tuple[tuple[int, int], ...], _lists: Lists) -> str:
    return f"{BETWEEN} ".join(f"{beds}+{cots}" if cots else str(beds) for beds, cots in value)


def _pounds(cell: str, _lists: Lists) -> Decimal:
    try:
        amount = Decimal(cell.removeprefix("£").replace(",", "").strip())
    except InvalidOperation as error:
        raise ValueError("must be an amount of money, like 120 or 120.50") from error
    if not amount.is_finite() or amount < 0 or amount >= 100_000 or amount != round(amount, 2):
        raise ValueError("must be an amount of money below 100,000, with two places at most")
    return amount.quantize(Decimal("0.01"))


def _boys(cell: str, _lists: Lists) -> int | str | None:
    """An age, "any", or None for not known."""
    plain = cell.lower().removesuffix(".0")
    if plain in (ANY, NOT_KNOWN):
        return ANY if plain == ANY else None
    if not (plain.isascii() and plain.isdigit() and int(plain[:4]) <= OLDEST_BOY):
        raise ValueError(f"must be an age up to {OLDEST_BOY}, “any” or “not known”")
    return int(plain)


YES_NO = Kind(_yes_no, lambda value, _lists: "yes" if value else "no", "yes or no", listed="yes_no")
DAY = Kind(_day, lambda value, _lists: value.isoformat(), "A date")
POSTCODE = Kind(_postcode, _plain, "A full postcode")
WARD = Kind(_ward, _plain, "The ward’s ONS code; only where Haven does not know the postcode")
GRID = Kind(_grid, _plain, "A National Grid reference; only where Haven does not know the postcode")
ROOMS = Kind(_rooms, _say_rooms, "For each bedroom its beds, + its cots; semicolons between bedrooms")
POUNDS = Kind(_pounds, _plain, "An amount in pounds")
BOYS = Kind(_boys, _plain, f"An age up to {OLDEST_BOY}, “any”, or empty where it is not known")
