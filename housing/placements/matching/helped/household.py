"""Why one household has no proposal in the newest run, and the fewest changes that would have given it a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from allocation.assign import Effort
from allocation.changes import changes_for
from allocation.edits import Edits
from allocation.facts import Problem
from allocation.losing.words import another
from housing.access import Actor
from housing.placements.matching import words
from housing.placements.matching.edits.stored import problem_and_edits
from housing.placements.matching.reasons import without_distance
from housing.placements.matching.runs import queries
from housing.placements.matching.runs.queries import UnitName
from housing.placements.models import MatchRun, Proposal

PERMISSION = "options.see"
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """The household's line of the newest run, with what is needed to explain it."""

    run: MatchRun
    proposal: Proposal
    problem: Problem
    edits: Edits
    result: Entry
    units: Mapping[str, UnitName]
    references: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lost:
    """A unit that would have suited. `household_id` None: the reader may not see who it went to."""

    unit: str
    household_id: UUID | None
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Why:
    """Everything of the page. `changes`: a unit, and the one or two things that would have made it hers, checked."""

    reason: str
    lost: tuple[Lost, ...]
    refused_by: tuple[tuple[str, str, str], ...]
    changes: tuple[tuple[str, tuple[str, ...]], ...]


def line(session: Session, actor: Actor, household_id: UUID) -> Line:
    """Read the household's line of the newest run that it was in.

    Raises:
        NotFound: the household is not for this person, or no run has looked for a place for it.
        BadProblem: the run's problem can no longer be read.
    """
    run, proposal = queries.newest_line(session, actor, household_id, PERMISSION)
    problem, edits = problem_and_edits(run.problem, run.edits)
    result = queries.answer(run)
    others = {UUID(each["household"]) for each in _own(result, household_id).get("lost_to", ())}
    return Line(
        run=run,
        proposal=proposal,
        problem=problem,
        edits=edits,
        result=result,
        units=queries.unit_names(session, run.authority_code),
        references=queries.references(session, actor, sorted(others), PERMISSION),
    )


def explained(found: Line) -> Why:
    """Why there is no proposal, and what would have helped: solved again for each set of changes that is told."""
    household = str(found.proposal.household_id)
    own = _own(found.result, found.proposal.household_id)
    sets = changes_for(found.problem, found.result, household, edits=found.edits, effort=Effort.quick())
    return Why(
        reason=words.NOT_PLACED[found.proposal.unplaced_reason or "no_suitable_unit"],
        lost=tuple(_lost(found, own.get("lost_to", ()))),
        refused_by=tuple(words.refusals_by_rule(own.get("refused_by", {}))),
        changes=tuple((found.units[each["unit"]].said, _changes(found.units[each["unit"]], each)) for each in sets),
    )


def _lost(found: Line, entries: list[Entry]) -> Iterator[Lost]:
    bands = {each.id: each.band for each in found.problem.households}
    household = str(found.proposal.household_id)
    for each in entries:
        other, unit = each["household"], found.units.get(each["unit"])
        if unit is not None:
            seen = found.references.get(other)
            said = seen or another(each["level"], band=bands[other], own=bands[household])
            yield Lost(unit.said, UUID(other) if seen else None, said, words.lost(each["level"]))


def _changes(unit: UnitName, entry: Entry) -> tuple[str, ...]:
    return tuple(
        without_distance(each["text"], rule=each["rule"], kept_back=unit.kept_back) for each in entry["changes"]
    )


def _own(result: Entry, household_id: UUID) -> Entry:
    return next((each for each in result["unplaced"] if each["household"] == str(household_id)), {})
