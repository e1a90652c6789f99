"""The moment before a unit is held: every hard rule again, on the facts as they are now.

Two offers of one council are judged one after the other: the second waits, and then sees the first. Otherwise two
households that must never meet could be offered two units of one building, or of one street, at the same second.
"""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from allocation.catalogue import Answer
from allocation.couplings import breaches, couplings
from allocation.facts import Household, Problem, Unit
from allocation.problem import read_problem
from allocation.screen import verdicts
from housing.access import NotFound
from housing.clock import day_of
from housing.households.models import Household as HouseholdRow
from housing.placements.matching import words
from housing.placements.matching.edits.standing import refuse_banned
from housing.placements.matching.snapshot import Snapshot, take
from housing.places.models import Property
from housing.places.models import Unit as UnitRow
from housing.refusals import Refused

TURN = 815_013  # an advisory lock: one offer of a council is judged at a time


class RuleBroken(Refused):
    """The live facts refuse this unit, or leave a rule unanswered. `verdicts` is (rule, answer, sentence) each."""

    def __init__(self, found: list[tuple[str, str, str]]) -> None:
        self.verdicts = tuple(found)
        refused = "; ".join(sentence for _, answer, sentence in found if answer == Answer.REFUSE)
        asked = "; ".join(sentence for _, answer, sentence in found if answer == Answer.ASK)
        parts = ([f"This unit cannot be offered to this household: {refused}."] if refused else []) + (
            [f"Before this unit can be offered: {asked}."] if asked else []
        )
        super().__init__(" ".join(parts), field="unit")


def recheck(session: Session, *, household_id: UUID, unit_id: UUID, now: datetime) -> dict[str, Any]:
    """Judge one household and one unit on the facts as they are; returns what each rule said, to be kept.

    Works inside the caller's transaction, after the unit has been locked. Whoever lives in the building, and
    whoever a unit of it is held for, counts as living there. A hold of this household's own does not.

    Raises:
        Banned: somebody said that this unit is not for this household, and that still stands.
        RuleBroken: a hard rule refuses, or asks for a fact.
        Refused: the household cannot be matched yet, or the unit is not free.
        NotFound: no such household or unit, or the household has no open presentation.
    """
    authority, home = _lock(session, household_id, unit_id)
    session.flush()
    refuse_banned(session, household_id, unit_id, day_of(now))
    # A session of its own inside the same transaction: nothing that was read before the lock is taken on trust.
    with Session(session.connection()) as fresh:
        snapshot = take(fresh, authority, now=now, only=household_id, within=home)
    problem, household, unit = _pair(snapshot, household_id, unit_id)
    said = verdicts(problem, household, unit)
    found = [(rule, str(v.answer), v.because) for rule, v in said.items() if v.answer is not Answer.ACCEPT]
    found += [(key, str(Answer.REFUSE), words.cap(key)) for key in _caps(problem, unit)]
    if found:
        raise RuleBroken(found)
    return {
        "as_of": snapshot.document["as_of"],
        "problem_sha256": problem.sha256,
        "rules": {rule: str(verdict.answer) for rule, verdict in said.items()},
    }


def _lock(session: Session, household_id: UUID, unit_id: UUID) -> tuple[str, UUID]:
    """Hold the building, the household, the council's turn, until the transaction ends; council and building."""
    home = select(UnitRow.property_id).where(UnitRow.id == unit_id).scalar_subquery()
    locked = session.scalar(select(Property.id).where(Property.id == home).with_for_update(key_share=True))
    authority = session.scalar(
        select(HouseholdRow.authority_code).where(HouseholdRow.id == household_id).with_for_update(key_share=True)
    )
    if locked is None or authority is None:
        raise NotFound("unit or household")
    turn = func.pg_advisory_xact_lock(TURN, zlib.crc32(authority.encode()) & 0x7FFFFFFF)
    session.execute(select(turn))
    return authority, locked


def _pair(snapshot: Snapshot, household_id: UUID, unit_id: UUID) -> tuple[Problem, Household, Unit]:
    for left_out in snapshot.households_left_out:
        raise Refused(f"No unit can be offered yet: {_begin_small(words.HOUSEHOLDS_LEFT_OUT[left_out.why])}.")
    if household_id not in snapshot.seeking:
        raise NotFound("presentation")
    problem = read_problem(snapshot.as_bytes())
    unit = next((each for each in problem.units if each.id == str(unit_id)), None)
    if unit is None:
        why = next((words.UNITS_LEFT_OUT[each.why][0] for each in snapshot.units_left_out if each.id == unit_id), "")
        raise Refused(f"This unit is not free: {_begin_small(why)}." if why else "This unit is not free.", field="unit")
    return problem, problem.households[0], unit


def _caps(problem: Problem, unit: Unit) -> list[str]:
    """The caps that this household would break beside those who live there."""
    homes = [home.id for home in problem.properties]
    broken = breaches(couplings(problem), {0: homes.index(unit.property.id)})
    return [each.key for each in broken]


def _begin_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
