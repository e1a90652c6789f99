"""How often each rule decided in the runs of the last months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.codes import setting
from housing.placements.models import MatchRun
from housing.placements.rule_book.models import RunRule

DAYS = "rules.counted_days"
PERMISSION = "run.read"  # numbers of a few households: for those who read the runs themselves


@dataclass(frozen=True, slots=True)
class Decided:
    """One rule in all runs counted, in pairs of a household and a unit (rule_book.models.RunRule)."""

    refused: int = 0
    alone: int = 0
    asked: int = 0
    runs: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """What the runs of the last `days` days say; `counted` of the `runs` were made since rules are counted."""

    days: int
    runs: int
    counted: int
    of: Mapping[str, Decided]

    def decided(self, rule: str) -> Decided:
        """One rule's counts; nothing where it never decided."""
        return self.of.get(rule, Decided())


def counts(session: Session, actor: Actor, *, today: date) -> Counts | None:
    """How often each rule decided in the runs of the actor's councils, in three queries; None for whoever may not
    read runs."""
    if not actor.may(PERMISSION):
        return None
    days: int = setting(session, DAYS, authority=actor.home(PERMISSION).authority, on=today)
    councils = sorted(actor.extent(PERMISSION).authorities)
    recent = MatchRun.authority_code.in_(councils), MatchRun.as_of > today - timedelta(days=days)
    runs, counted = session.execute(select(func.count(), func.count(MatchRun.catalogue)).where(*recent)).one()
    sums = (func.sum(RunRule.refused), func.sum(RunRule.alone), func.sum(RunRule.asked), func.count())
    query = select(RunRule.rule, *sums).join(MatchRun, MatchRun.id == RunRule.run_id).where(*recent)
    found = session.execute(query.group_by(RunRule.rule))
    return Counts(days, runs, counted, {rule: Decided(*map(int, numbers)) for rule, *numbers in found})
