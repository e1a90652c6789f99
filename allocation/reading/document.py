"""A whole problem document: the parts, and what they say of one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from allocation.catalogue import Authority
from allocation.facts import Household, Problem, Waiver
from allocation.reading.faults import Faults
from allocation.reading.households import read_household
from allocation.reading.known import Known
from allocation.reading.properties import read_property
from allocation.reading.value import Fields, Value
from allocation.rules import rules

FORMAT = "matching-problem/1"
REQUIRED = ("format", "as_of", "households", "properties")
OPTIONAL = ("keep_apart", "waivers", "policy")


def read_document(tree: object) -> Problem:
    """The problem that a tree of JSON values says, everything sorted by id; without its hash.

    Raises:
        BadProblem: anything is not as matching.md says; with every fault.
    """
    faults = Faults()
    fields = Value(tree, faults).fields(REQUIRED, OPTIONAL)
    fields["format"].word((FORMAT,))
    known = Known(fields["as_of"].day(), fields.get("policy", _needed_within_days, 3))
    buildings = [read_property(value, known) for value in fields["properties"].items()]
    households = [read_household(value, known) for value in fields["households"].items()]
    apart = fields.get("keep_apart", lambda pairs: _keep_apart(pairs, known), frozenset())
    waivers = fields.get("waivers", lambda listed: _waivers(listed, known), ())
    faults.stop_if_any()
    return Problem(
        as_of=known.as_of or date.min,
        households=_kept_apart(households, apart),
        properties=tuple(sorted((building for building, _ in buildings), key=lambda building: building.id)),
        units=tuple(sorted((unit for _, units in buildings for unit in units), key=lambda unit: unit.id)),
        keep_apart=apart,
        waivers=waivers,
        needed_within_days=known.needed_within_days,
    )


def _needed_within_days(value: Value) -> int:
    fields: Fields = value.fields((), ("needed_within_days",))
    return fields.get("needed_within_days", lambda days: days.whole(0, 365), 3)


def _keep_apart(value: Value, known: Known) -> frozenset[frozenset[str]]:
    anybody = known.households.keys() | known.residents
    pairs = set()
    for pair in value.items():
        two = pair.items("a list of two households", 2, 2)
        ids = [household.known_id(anybody, "a household or a resident of the problem") for household in two]
        if len(ids) == 2 and ids[0] == ids[1] != "":
            pair.fault("two different households", "one twice")
        pairs.add(frozenset(ids))
    return frozenset(pairs)


def _kept_apart(households: list[Household], pairs: frozenset[frozenset[str]]) -> tuple[Household, ...]:
    """The households by id, each knowing whom it is kept apart from."""
    others: Mapping[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for household in pair:
            others[household] |= pair - {household}
    return tuple(
        replace(household, kept_apart=frozenset(others[household.id])) if household.id in others else household
        for household in sorted(households, key=lambda household: household.id)
    )


def _waivers(value: Value, known: Known) -> tuple[Waiver, ...]:
    waivable = [rule.id for rule in rules() if rule.authority is Authority.SERVICE]
    met: dict[tuple[str, str, str], str] = {}
    waivers = []
    for item in value.items():
        fields = item.fields(("household", "property", "rule", "by", "why"))
        waiver = Waiver(
            household=fields["household"].known_id(known.households, "a household of the problem"),
            property=fields["property"].known_id(known.properties, "a property of the problem"),
            rule=fields["rule"].word(waivable),
            by=_signed(fields["by"]),
            why=_signed(fields["why"]),
        )
        what = (waiver.household, waiver.property, waiver.rule)
        if what in met:
            item.fault("a waiver that is not there already", f"the same as {met[what]}")
        elif all(what):
            met[what] = item.path
        waivers.append(waiver)
    return tuple(sorted(waivers, key=lambda waiver: (waiver.household, waiver.property, waiver.rule)))


def _signed(value: Value) -> str:
    """Words that say something: not blank."""
    words = value.text()
    if words and not words.strip():
        value.fault("text that is not blank")
    return words
