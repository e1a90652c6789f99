"""Reading a result document strictly: every fault in one line, with its path and what was expected."""

from __future__ import annotations

from typing import Any

from allocation.checking.pairs import SITE
from allocation.facts import Problem
from allocation.reading.faults import Faults
from allocation.reading.json_text import parse
from allocation.reading.value import Value

Read = dict[str, Any]
MOST = 1 << 53  # greatest number of points, days or units
FORMATS = ("matching-result/1",)
RULES = (*SITE, "available", "declined-before", "people", "beds", "access")
GAPS = (
    *(f"placed in band {band}" for band in range(1, 6)),
    *(f"days waited in band {band}" for band in range(1, 6)),
    "held places kept", "cost", "ties",
)  # fmt: skip
LOST_AT = (*GAPS, "side rules", "pinned")
REASONS = ("no_suitable_unit", "needs_facts", "outcompeted", "banned")
KEYS = ("format", "status", "objective", "proposals", "unplaced", "to_ask", "unused_units", "problem_sha256", "engine",
        "seconds")  # fmt: skip


class _Reader:
    """One result document beside its problem."""

    def __init__(self, problem: Problem) -> None:
        self.households = frozenset(household.id for household in problem.households)
        self.units = frozenset(unit.id for unit in problem.units)

    def result(self, value: Value) -> Read:
        fields = value.fields(KEYS, ("gap", "edits_sha256"))
        found: Read = {
            "format": fields["format"].word(FORMATS),
            "status": fields["status"].word(("optimal", "feasible")),
            "objective": self.objective(fields["objective"]),
            "proposals": [self.proposal(each) for each in fields["proposals"].items()],
            "unplaced": [self.unplaced(each) for each in fields["unplaced"].items()],
            "to_ask": [self.to_ask(each) for each in fields["to_ask"].items()],
            "unused_units": [self.unit(each) for each in fields["unused_units"].items()],
            "problem_sha256": fields["problem_sha256"].text(),
            "engine": fields["engine"].text(),
            "seconds": self.seconds(fields["seconds"]),
        }
        if "gap" in fields.values:
            found["gap"] = self.gap(fields["gap"])
        if "edits_sha256" in fields.values:
            found["edits_sha256"] = fields["edits_sha256"].text()
        return found

    def household(self, value: Value) -> str:
        return value.known_id(self.households, "a household of the problem")

    def unit(self, value: Value) -> str:
        return value.known_id(self.units, "a unit of the problem")

    def objective(self, value: Value) -> Read:
        fields = value.fields(("placed_by_band", "days_waited_by_band", "kept", "cost"))
        bands = "a list of five numbers, one a band"
        return {
            "placed_by_band": [each.whole(0, MOST) for each in fields["placed_by_band"].items(bands, 5, 5)],
            "days_waited_by_band": [each.whole(0, MOST) for each in fields["days_waited_by_band"].items(bands, 5, 5)],
            "kept": fields["kept"].whole(0, MOST),
            "cost": fields["cost"].whole(0, MOST),
        }

    def proposal(self, value: Value) -> Read:
        fields = value.fields(("household", "unit", "cost", "because", "next_best"))
        return {
            "household": self.household(fields["household"]),
            "unit": self.unit(fields["unit"]),
            "cost": fields["cost"].whole(0, MOST),
            "because": [self.term(each) for each in fields["because"].items()],
            "next_best": [self.next_best(each) for each in fields["next_best"].items()],
        }

    def term(self, value: Value) -> Read:
        fields = value.fields(("term", "points", "text"))
        points = fields["points"].whole(1, MOST)
        return {"term": fields["term"].text(), "points": points, "text": fields["text"].text()}

    def next_best(self, value: Value) -> Read:
        fields = value.fields(("unit", "cost"))
        return {"unit": self.unit(fields["unit"]), "cost": fields["cost"].whole(0, MOST)}

    def unplaced(self, value: Value) -> Read:
        fields = value.fields(("household", "reason", "refused_by", "one_change_away", "lost_to"))
        counts = fields["refused_by"].fields((), RULES)
        return {
            "household": self.household(fields["household"]),
            "reason": fields["reason"].word(REASONS),
            "refused_by": {rule: counts[rule].whole(1, MOST) for rule in counts.values if rule in RULES},
            "one_change_away": [self.change(each) for each in fields["one_change_away"].items()],
            "lost_to": [self.lost(each) for each in fields["lost_to"].items()],
        }

    def change(self, value: Value) -> Read:
        fields = value.fields(("unit", "rule", "text"))
        rule, text = fields["rule"].word(RULES), fields["text"].text()
        return {"unit": self.unit(fields["unit"]), "rule": rule, "text": text}

    def lost(self, value: Value) -> Read:
        fields = value.fields(("unit", "household", "level"))
        household, level = self.household(fields["household"]), fields["level"].word(LOST_AT)
        return {"unit": self.unit(fields["unit"]), "household": household, "level": level}

    def to_ask(self, value: Value) -> Read:
        fields = value.fields(("household", "unit", "rule", "text"))
        household, unit = self.household(fields["household"]), self.unit(fields["unit"])
        return {"household": household, "unit": unit, "rule": fields["rule"].word(RULES), "text": fields["text"].text()}

    def seconds(self, value: Value) -> Read:
        fields = value.fields(("read", "screen", "solve"))
        return {part: float(fields[part].number(0, 10**9)) for part in ("read", "screen", "solve")}

    def gap(self, value: Value) -> Read:
        fields = value.fields((), GAPS)
        return {
            level: fields[level].unless_null(lambda short: short.whole(0, MOST))
            for level in GAPS
            if level in fields.values
        }


def read_result(data: bytes, problem: Problem) -> Read:
    """The result in a document, as `match` returns it.

    Raises:
        BadProblem: with one line for each fault, its path first: unknown keys, wrong types, ids that are not the
            problem's. Whether what it says is true is for `check`.
    """
    faults = Faults()
    found = _Reader(problem).result(Value(parse(data), faults))
    faults.stop_if_any()
    return found
