"""Which rules are other than they were when a run was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule, side rule or level that is not as it was: its id, its title, and added, removed or changed."""

    id: str
    title: str
    how: str

    def __str__(self) -> str:
        """The change in a few words: "Upper age for boys (boys-age, changed)"."""
        return f"{self.title} ({self.id}, {self.how})"


def rule_changes(then: Mapping[str, Any], today: Mapping[str, Any]) -> tuple[RuleChange, ...]:
    """What differs between two catalogues (allocation.catalogue_digest): today's order, then what is gone."""
    before, after = then["rules"], today["rules"]
    found = [
        RuleChange(rule, today["titles"][rule], CHANGED if rule in before else ADDED)
        for rule in after
        if before.get(rule) != after[rule]
    ]
    gone = [rule for rule in before if rule not in after]
    return (*found, *(RuleChange(rule, then["titles"].get(rule, rule), REMOVED) for rule in gone))
