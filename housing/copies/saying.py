"""A value of a row in words that she can read. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from housing.copies.catalogue.entries import How, Shown
from housing.web.filters import money, said_date, said_time, yes_no

HELD = "held; ask us, and we show it to you"
ANOTHER = "another adult in your household"
IN_HAVEN = "somebody who works with Haven"
# What an answer may be called that finds her, or lets somebody pass for her: only that it is held is said.
SECRET = frozenset({"phone", "email", "address", "postcode", "number", "code_word", "call", "out", "bag"})


@dataclass(frozen=True, slots=True)
class Known:
    """What values are said by: the council's code lists, and who is who of the household ({id: name})."""

    lists: Mapping[str, Mapping[str, str]]
    people: Mapping[UUID, str]


def said(shown: Shown, row: Mapping[str, Any], known: Known) -> str:
    """One column of a row in words; "" where there is nothing."""
    value = row[shown.column]
    if value is None or value == "" or value == []:
        return ""
    match shown.how:
        case How.MONEY:
            return money(value)
        case How.PERSON:
            return known.people.get(value, ANOTHER)
        case How.HELD:
            return HELD
        case How.OUTSIDE:
            return IN_HAVEN if row["account_id"] is not None else str(value)
        case How.ANSWERS:
            return answers(json.loads(value) if isinstance(value, str) else value, known)
        case _:
            return plain(value, known.lists.get(shown.listed, {}))


def plain(value: Any, words: Mapping[str, str]) -> str:
    """A value as it is, a code by its list."""
    if isinstance(value, bool):
        return yes_no(value).lower()
    if isinstance(value, date | datetime):
        return said_date(value)
    if isinstance(value, time):
        return said_time(value)
    if isinstance(value, list | tuple):
        return ", ".join(plain(each, words) for each in value)
    if isinstance(value, int | float | Decimal):
        return str(value)
    return words.get(value) or from_code(value)


def answers(kept: Any, known: Known) -> str:
    """What is kept as JSON, each answer after what it answers; nothing of what is in SECRET."""
    if isinstance(kept, Mapping):
        pairs = ((key, HELD if key in SECRET and value else answers(value, known)) for key, value in kept.items())
        return "; ".join(f"{from_code(str(key)).capitalize()}: {value}" for key, value in pairs if value)
    if isinstance(kept, Sequence) and not isinstance(kept, str):
        simple = not any(isinstance(each, Mapping) for each in kept)
        return (", " if simple else ". ").join(filter(None, (answers(each, known) for each in kept)))
    if kept is None or kept == "":
        return ""
    return _coded(kept, known) if isinstance(kept, str) else plain(kept, {})


def from_code(value: str) -> str:
    """A code that no list explains, as words ("not_agreed"); any other text as it is."""
    return value.replace("_", " ").replace("-", " ") if value and value == value.lower() and " " not in value else value


def _coded(value: str, known: Known) -> str:
    """A text among answers: by the first list that knows it as a code, where it looks like one."""
    if " " in value or value != value.lower():
        return value
    return next((words[value] for words in known.lists.values() if value in words), from_code(value))
