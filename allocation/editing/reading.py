"""Reading an edits document strictly: every fault in one line, with its path and what was expected."""

from __future__ import annotations

from allocation.editing.edit import FORMAT, Edits, Pair
from allocation.facts import Problem
from allocation.reading.faults import Faults
from allocation.reading.json_text import parse
from allocation.reading.value import Value


def read_edits(raw: bytes, problem: Problem) -> Edits:
    """The pins and bans of a document about this problem.

    Raises:
        BadProblem: with one line for each fault, its path first: unknown keys, ids that are not the problem's, a pair
            named twice. Whether a pin can be honoured is for `match`.
    """
    faults = Faults()
    fields = Value(parse(raw), faults).fields(("format",), ("pins", "bans"))
    fields["format"].word((FORMAT,))
    households = frozenset(household.id for household in problem.households)
    units = frozenset(unit.id for unit in problem.units)

    def pairs(value: Value) -> tuple[Pair, ...]:
        return _pairs(value, households, units)

    edits = Edits(fields.get("pins", pairs, ()), fields.get("bans", pairs, ()))
    faults.stop_if_any()
    return edits


def _pairs(value: Value, households: frozenset[str], units: frozenset[str]) -> tuple[Pair, ...]:
    met: dict[Pair, str] = {}
    for item in value.items():
        fields = item.fields(("household", "unit"))
        household = fields["household"].known_id(households, "a household of the problem")
        pair = household, fields["unit"].known_id(units, "a unit of the problem")
        if pair in met:
            item.fault("a pair that is not there already", f"the same as {met[pair]}")
        elif all(pair):
            met[pair] = item.path
    return tuple(met)
