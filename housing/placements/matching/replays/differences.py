"""Where two result documents differ: which part, which household, which unit, from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

VOLATILE = ("engine", "seconds")
# The lists of a result whose entries are about somebody or something: what an entry is known by.
KNOWN_BY = {"proposals": ("household",), "unplaced": ("household",), "to_ask": ("household", "unit", "rule")}
NOTHING = "nothing"

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `part` is a key of the result, `household` and `unit` are ids ("" where it is about neither).

    `was` and `now` are JSON, or "nothing" where one of the two does not have it.
    """

    part: str
    household: str = ""
    unit: str = ""
    field: str = ""
    was: str = NOTHING
    now: str = NOTHING

    def __str__(self) -> str:
        """The difference in a line, with its ids."""
        about = [self.part, self.household and f"household {self.household}", self.unit and f"unit {self.unit}"]
        return f"{', '.join(each for each in [*about, self.field] if each)}: was {self.was}, is {self.now}"


def stored_as(document: Document) -> str:
    """A result as it is kept, without what may differ between two runs: equal texts are equal byte for byte."""
    return json.dumps({key: value for key, value in document.items() if key not in VOLATILE}, separators=(",", ":"))


def differences(stored: Document, again: Document) -> list[Difference]:
    """Every difference between the stored result and the one made again; none where they are equal byte for byte."""
    if stored_as(stored) == stored_as(again):
        return []
    parts = [key for key in dict.fromkeys([*stored, *again]) if key not in VOLATILE]
    found = [each for part in parts for each in _of_part(part, stored.get(part), again.get(part))]
    return found or [Difference("the order of the document", was="one order", now="another")]


def to_json(found: Sequence[Difference]) -> list[dict[str, str]]:
    """Differences as they are kept with a replay."""
    return [asdict(each) for each in found]


def _of_part(part: str, stored: Any, again: Any) -> Iterator[Difference]:
    if _said(stored) == _said(again):
        return
    if part in KNOWN_BY and isinstance(stored, list) and isinstance(again, list):
        yield from _of_entries(part, stored, again)
    elif isinstance(stored, dict) and isinstance(again, dict):
        yield from _of_fields(Difference(part), stored, again)
    elif isinstance(stored, list) and isinstance(again, list) and part == "unused_units":
        yield from _of_units(part, stored, again)
    else:
        yield Difference(part, was=_said(stored), now=_said(again))


def _of_entries(part: str, stored: list[Document], again: list[Document]) -> Iterator[Difference]:
    before, after = ({_known(part, each): each for each in entries} for entries in (stored, again))
    none_yet = True
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if _said(was) == _said(now):
            continue
        none_yet = False
        about = _about(part, was or now or {})
        if was is None or now is None:
            yield _with(about, "", was, now)
        else:
            yield from _of_fields(about, was, now)
    if none_yet:
        yield _order(part)


def _of_fields(about: Difference, was: Document, now: Document) -> Iterator[Difference]:
    fields = [key for key in dict.fromkeys([*was, *now]) if _said(was.get(key)) != _said(now.get(key))]
    for field in fields:
        yield _with(about, field, was.get(field), now.get(field))
    if not fields:
        yield _order(about.part)


def _of_units(part: str, stored: list[str], again: list[str]) -> Iterator[Difference]:
    for unit in dict.fromkeys([*stored, *again]):
        was, now = (unit if unit in units else None for units in (stored, again))
        if was != now:
            yield _with(Difference(part, unit=unit), "", was, now)
    if sorted(stored) == sorted(again):
        yield _order(part)


def _about(part: str, entry: Document) -> Difference:
    unit = entry.get("unit", "") if part in ("proposals", "to_ask") else ""
    return Difference(part, household=str(entry.get("household", "")), unit=str(unit))


def _with(about: Difference, field: str, was: Any, now: Any) -> Difference:
    return Difference(about.part, about.household, about.unit, field, _said(was), _said(now))


def _order(part: str) -> Difference:
    return Difference(part, field="order", was="one order", now="another")


def _known(part: str, entry: Document) -> tuple[str, ...]:
    return tuple(str(entry.get(name)) for name in KNOWN_BY[part])


def _said(value: Any) -> str:
    if value is None:
        return NOTHING
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
