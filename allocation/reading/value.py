"""One value of a document and where it stands: asking it for what is expected gives that, or notes a fault.

A fault gives a stand-in of the right type, so that reading goes on and every fault is found; the document is
refused at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final, TypeVar

from allocation.reading.faults import Faults
from allocation.reading.json_text import RepeatedKeys, Strange

T = TypeVar("T")
D = TypeVar("D")
NOTHING: Final = Strange("nothing")  # a required key that is not there
PASSED_OVER: Final = Strange("")  # inside something that was faulty already
LONGEST_ID = 100
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")


class Value:
    """A value of the tree, with the path to it."""

    __slots__ = ("faults", "inside", "key", "value")

    def __init__(self, value: object, faults: Faults, inside: Value | None = None, key: str | int = "document") -> None:
        self.value, self.faults, self.inside, self.key = value, faults, inside, key

    @property
    def path(self) -> str:
        """Where it stands: households[3].members[0].born."""
        if self.inside is None:
            return str(self.key)
        if isinstance(self.key, int):
            return f"{self.inside.path}[{self.key}]"
        step = self.key if PLAIN_KEY.fullmatch(self.key) else shown(self.key)
        return step if self.inside.inside is None else f"{self.inside.path}.{step}"

    def fault(self, expected: str, found: str = "") -> None:
        """Note that something else was expected here."""
        if self.value is not PASSED_OVER:
            self.faults.add(self.path, f"expected {expected}, found {found or shown(self.value)}")

    def text(self, expected: str = "text", longest: int | None = None) -> str:
        """Text with something in it; the stand-in is empty."""
        value = self.value
        if not isinstance(value, str) or not value:
            self.fault(f"{expected} that is not empty")
        elif longest is not None and len(value) > longest:
            self.fault(f"{expected} of at most {longest} characters", f"{len(value):,}")
        elif not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
            self.fault(f"{expected} in whole characters", "half a surrogate pair")
        else:
            return value
        return ""

    def id(self) -> str:
        """An id or a code: text of 1 to 100 characters; the stand-in is empty."""
        return self.text("an id", LONGEST_ID)

    def known_id(self, known: Container[str], what: str) -> str:
        """An id that names something of the problem."""
        value = self.id()
        if value and value not in known:
            self.fault(f"the id of {what}")
        return value

    def word(self, words: Sequence[str]) -> str:
        """One of a closed list; the stand-in is the first."""
        if isinstance(self.value, str) and self.value in words:
            return self.value
        self.fault(f"one of {', '.join(words)}")
        return words[0]

    def whole(self, least: int, most: int) -> int:
        """A whole number, both ends allowed; the stand-in is the least."""
        if type(self.value) is int and least <= self.value <= most:
            return self.value
        self.fault(f"a whole number from {least} to {most:,}")
        return least

    def number(self, least: int, most: int, *, above: bool = False) -> Fraction:
        """A number, whole or decimal, both ends allowed (or only above the lower one); the stand-in is the least."""
        value = self.value
        if type(value) is int or isinstance(value, Decimal):
            number: Decimal | int = value
            if least <= number <= most and not (above and number == least):
                return Fraction(number)
        self.fault(f"a number {'above' if above else 'from'} {least} {'and at most' if above else 'to'} {most:,}")
        return Fraction(least)

    def yes_or_no(self) -> bool:
        """True or false; the stand-in is false."""
        if not isinstance(self.value, bool):
            self.fault("true or false")
        return self.value is True

    def day(self) -> date | None:
        """A date written YYYY-MM-DD; the stand-in is None."""
        if isinstance(self.value, str) and DAY.fullmatch(self.value):
            try:
                return date.fromisoformat(self.value)
            except ValueError:
                pass
        self.fault("a date that exists, written YYYY-MM-DD")
        return None

    def unless_null(self, read: Callable[[Value], T]) -> T | None:
        """What `read` makes of it, or None where it is null: not known."""
        return None if self.value is None else read(self)

    def items(self, what: str = "a list", least: int = 0, most: int | None = None) -> list[Value]:
        """The items of a list; the stand-in is empty."""
        if not isinstance(self.value, list):
            self.fault(what)
            return []
        size = len(self.value)
        if size < least or (most is not None and size > most):
            self.fault(what, f"{size:,} of them" if size else "an empty list")
        return [Value(item, self.faults, self, place) for place, item in enumerate(self.value)]

    def distinct(self, read: Callable[[Value], str], least: int = 0) -> tuple[str, ...]:
        """A list of ids, codes or words that repeats nothing, in its order."""
        found: dict[str, None] = {}
        for item in self.items("a list of one at least" if least else "a list", least):
            value = read(item)
            if value and value in found and value == item.value:
                item.fault("nothing twice")
            found[value] = None
        return tuple(found)

    def ids(self) -> frozenset[str]:
        """A list of ids or codes that repeats nothing."""
        if isinstance(self.value, list) and all(map(_plain_id, self.value)):
            found = frozenset(self.value)
            if len(found) == len(self.value):
                return found
        return frozenset(self.distinct(Value.id))

    def entries(self, words: Sequence[str]) -> Iterator[Value]:
        """The values of an object whose keys are words of a closed list and all may be left out."""
        fields = self.fields((), words)
        return (fields[key] for key in words if key in fields.values)

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> Fields:
        """The values of an object: keys that must be there, keys that may be, and no others, none twice."""
        if not isinstance(self.value, dict):
            self.fault("an object")
            return Fields(dict.fromkeys(required, PASSED_OVER), self)
        if isinstance(self.value, RepeatedKeys):
            for key in self.value.repeated:
                Value(NOTHING, self.faults, self, key).fault("a key once", "it repeated")
        needed, known = _keys(tuple(required), tuple(optional))
        found = self.value.keys()
        if not found <= known:
            expected = ", ".join(sorted(known))
            for key in self.value:
                if key not in known:
                    Value(NOTHING, self.faults, self, key).fault(f"one of the keys {expected}", "a key not known")
        complete = needed <= found
        return Fields(self.value if complete else {**dict.fromkeys(required, NOTHING), **self.value}, self)


class Fields:
    """The values of one object, by key."""

    __slots__ = ("values", "whose")

    def __init__(self, values: dict[str, object], whose: Value) -> None:
        self.values, self.whose = values, whose

    def __getitem__(self, key: str) -> Value:
        return Value(self.values[key], self.whose.faults, self.whose, key)

    def get(self, key: str, read: Callable[[Value], T], default: D) -> T | D:
        """What `read` makes of a key that may be left out, or the default."""
        return read(self[key]) if key in self.values else default


def _plain_id(value: object) -> bool:
    """Whether this is an id beyond all doubt; others are looked at one by one."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isascii()


@cache
def _keys(required: tuple[str, ...], optional: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The keys that must be there, and all that may be."""
    return frozenset(required), frozenset(required + optional)


def shown(value: object) -> str:
    """A value of the tree for a fault: one line, plain characters, not long."""
    if isinstance(value, Strange):
        return value.words
    if isinstance(value, str):
        return ascii(value[:40]) + ("..." if len(value) > 40 else "")
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return (
        {None: "null", True: "true", False: "false"}[value]
        if value is None or isinstance(value, bool)
        else str(value)[:40]
    )
