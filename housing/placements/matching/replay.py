"""Making a stored run's answer again from its stored problem, and saying where the two differ.

An answer that comes out otherwise under other rules is no fault: it is said which rules have changed since. One that
comes out otherwise under the same rules is, and so is a stored problem that is not the one that was matched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from allocation.answer import ENGINE
from allocation.catalogue_digest import catalogue_document
from allocation.edits import Edits, Unpinnable
from allocation.facts import Problem
from allocation.match import Unsafe, match
from allocation.problem import BadProblem
from allocation.solving.pairs import TooLarge
from housing import db
from housing.placements.matching.edits.stored import problem_and_edits
from housing.placements.matching.replays.changes import RuleChange, rule_changes
from housing.placements.matching.replays.differences import Difference, differences
from housing.placements.models import MatchRun

NO_KEY = "The stored documents do not open: they were altered, or the key that sealed them is gone."
NO_ANSWER = "The stored answer can no longer be read."
NOT_THE_ONE = Difference("the stored problem", was="the one that was matched", now="another")


class Outcome(StrEnum):
    """How a run comes out when it is made again."""

    SAME = "same"
    RULES_CHANGED = "rules_changed"
    DIFFERENT = "different"
    UNREADABLE = "unreadable"


class NoSuchRun(LookupError):
    """No run has this number."""


class CannotBeRead(Exception):
    """A stored run cannot be made again; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A run made again.

    `rules`: what has changed since in the catalogue, whatever the outcome; None where the run is from before it was
    kept. `engine_changed`: any source of the engine has. `why`: the sentence of an unreadable run.
    """

    run_id: UUID
    number: int
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    rules: tuple[RuleChange, ...] | None = ()
    engine_changed: bool = False
    why: str = ""
    engine: str = ENGINE


@dataclass(frozen=True, slots=True)
class Stored:
    """A run as it is kept."""

    id: UUID
    number: int
    problem: str
    edits: str | None
    result: str
    problem_sha256: str
    catalogue: dict[str, Any] | None


def replay(number: int) -> Replayed:
    """Make the answer of a run again, by its number; nothing is stored.

    Raises:
        NoSuchRun: no run has this number.
    """
    with db.reading() as session:
        run_id = session.scalar(select(MatchRun.id).where(MatchRun.number == number))
        if run_id is None:
            raise NoSuchRun(f"There is no run {number}.")
        stored = _stored(session, run_id)
    return unreadable(run_id, number, NO_KEY) if stored is None else made_again(stored)


def replay_one(run_id: UUID, number: int) -> Replayed:
    """The same by the run's id, for one that is known to be there."""
    with db.reading() as session:
        stored = _stored(session, run_id)
    return unreadable(run_id, number, NO_KEY) if stored is None else made_again(stored)


def made_again(stored: Stored) -> Replayed:
    """Compare a stored answer with the one made now."""
    changes, engine_changed = _since(stored.catalogue)
    try:
        was, (problem, edits) = _answer_of(stored), _start_of(stored)
        found = differences(was, _again(problem, edits))
    except CannotBeRead as fault:
        return unreadable(stored.id, stored.number, str(fault))
    altered = problem.sha256 != stored.problem_sha256
    outcome = Outcome.SAME
    if found or altered:
        outcome = Outcome.RULES_CHANGED if changes and not altered else Outcome.DIFFERENT
    return Replayed(
        run_id=stored.id,
        number=stored.number,
        outcome=outcome,
        differences=(*([NOT_THE_ONE] if altered else []), *found),
        rules=changes,
        engine_changed=engine_changed,
    )


def unreadable(run_id: UUID, number: int, why: str) -> Replayed:
    """A run that cannot be made again."""
    return Replayed(run_id, number, Outcome.UNREADABLE, why=why)


def _stored(session: Session, run_id: UUID) -> Stored | None:
    """A run's documents; None where they do not open."""
    try:
        return Stored(*session.execute(_documents().where(MatchRun.id == run_id)).one())
    except (InvalidTag, KeyError, IndexError):
        return None


def _documents() -> Select[Any]:
    return select(
        MatchRun.id,
        MatchRun.number,
        MatchRun.problem,
        MatchRun.edits,
        MatchRun.result,
        MatchRun.problem_sha256,
        MatchRun.catalogue,
    )


def _start_of(stored: Stored) -> tuple[Problem, Edits]:
    """What the run was made from, with the pins and bans that it honoured."""
    try:
        return problem_and_edits(stored.problem, stored.edits)
    except BadProblem as bad:
        raise CannotBeRead(f"The stored problem can no longer be read. The first fault: {bad.faults[0]}.") from bad


def _answer_of(stored: Stored) -> dict[str, Any]:
    try:
        answer = json.loads(stored.result)
    except ValueError as error:
        raise CannotBeRead(NO_ANSWER) from error
    if not isinstance(answer, dict):
        raise CannotBeRead(NO_ANSWER)
    return answer


def _again(problem: Problem, edits: Edits) -> dict[str, Any]:
    """The answer as the engine of today gives it; what it refuses or cannot vouch for is said, and nothing else."""
    try:
        answer: dict[str, Any] = json.loads(json.dumps(match(problem, edits=edits)))
    except TooLarge as error:
        raise CannotBeRead(f"The stored problem can no longer be matched: {error}.") from error
    except Unpinnable as unpinnable:
        return {"unpinnable": sorted(unpinnable.reasons.values())}
    except Unsafe as unsafe:
        return {"breaches": unsafe.breaches}
    return answer


def _since(then: dict[str, Any] | None) -> tuple[tuple[RuleChange, ...] | None, bool]:
    today = catalogue_document()
    if then is None:
        return None, True
    return rule_changes(then, today), then["engine"] != today["engine"]
