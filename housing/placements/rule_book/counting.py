"""The rows that a run's counts make."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from allocation.tally import Tally
from housing.placements.rule_book.models import RunRule


def counted(run_id: UUID, tallied: Mapping[str, Tally]) -> list[RunRule]:
    """How often each rule decided in a run, a row a rule."""
    return [
        RunRule(run_id=run_id, rule=rule, refused=count.refused, alone=count.alone, asked=count.asked)
        for rule, count in tallied.items()
    ]
