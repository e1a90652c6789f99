"""The page of one run with one thing different: who more would have a place, exactly, and who would not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from allocation.edits import Edits
from allocation.facts import Problem
from allocation.what_if import change_units, lift, liftable, read_change
from housing.access import Actor
from housing.placements.matching import words
from housing.placements.matching.edits.stored import problem_and_edits
from housing.placements.matching.helped.changes import CHANGES, change, units_of
from housing.placements.matching.runs import queries
from housing.placements.matching.runs.queries import UnitName
from housing.placements.models import MatchRun

AT_ONCE = 10_000  # pairs of household and unit up to which every rule is tried when the page opens
WHOSE = {"service": "The service", "choice": "The household"}
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """A run's own problem and edits, the names of its units, and the references that the reader may see."""

    run: MatchRun
    problem: Problem
    edits: Edits
    units: Mapping[str, UnitName]
    references: Mapping[str, str]

    @property
    def small(self) -> bool:
        """Whether every rule can be tried at once."""
        return len(self.problem.households) * len(self.problem.units) <= AT_ONCE


@dataclass(frozen=True, slots=True)
class Who:
    """A household with the unit that it would have, or had. Without an id: one that the reader may not see."""

    household_id: UUID | None
    said: str
    unit: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What one change would have done. `exact`: both answers are proved; `title` is what was changed."""

    title: str
    extra: tuple[Who, ...]
    no_longer: tuple[Who, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a service or the household itself can set aside; `difference` None: not worked out yet."""

    id: str
    title: str
    whose: str
    difference: Difference | None


def stored(session: Session, actor: Actor, run_id: UUID) -> Stored:
    """Read a run for asking about.

    Raises:
        NotFound: it is not there, or of another council.
        BadProblem: its problem can no longer be read.
    """
    run = queries.one(session, actor, run_id)
    problem, edits = problem_and_edits(run.problem, run.edits)
    ids = [UUID(household.id) for household in problem.households]
    return Stored(
        run=run,
        problem=problem,
        edits=edits,
        units=queries.unit_names(session, run.authority_code),
        references=queries.references(session, actor, ids),
    )


def rules_of(run: Stored, *, chosen: str | None = None) -> tuple[Rule, ...]:
    """The rules that can be lifted; each tried where the run is small, else only the chosen one. Most help first."""
    tried = set(liftable()) if run.small else {chosen} & set(liftable())
    found = [
        Rule(each, words.title(each), WHOSE[words.RULES[each].authority], without(run, each) if each in tried else None)
        for each in liftable()
    ]
    return tuple(sorted(found, key=lambda rule: -len(rule.difference.extra) if rule.difference else 0))


def without(run: Stored, rule: str) -> Difference:
    """The run without one rule."""
    answer = lift(run.problem, rule, edits=run.edits)
    return _difference(run, f"Without the rule “{words.title(rule)}”", answer)


def with_unit(run: Stored, unit: str, slug: str) -> Difference:
    """The run with one unit more, or one unit otherwise; `slug` is one of CHANGES."""
    document = units_of(json.loads(run.run.problem))[unit]
    asked = read_change(change(slug, document, day=run.run.as_of.isoformat()), run.problem)
    return _difference(
        run, CHANGES[slug][1].format(unit=run.units[unit].said), change_units(run.problem, asked, edits=run.edits)
    )


def _difference(run: Stored, title: str, answer: Entry) -> Difference:
    bands = {household.id: household.band for household in run.problem.households}

    def who(entry: Entry) -> Who:
        seen = run.references.get(entry["household"])
        said = seen or f"another household in band {bands[entry['household']]}"
        return Who(UUID(entry["household"]) if seen else None, said, _unit(run, entry["unit"]))

    return Difference(
        title, tuple(map(who, answer["extra"])), tuple(map(who, answer["no_longer"])), bool(answer["exact"])
    )


def _unit(run: Stored, unit: str) -> str:
    known = run.units.get(unit)
    return known.said if known else "the unit more"
