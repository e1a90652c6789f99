"""Making a stored run's answer again from its stored problem, and saying where the two differ."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from allocation.match import match
from allocation.problem import read_problem
from housing import db
from housing.placements.models import MatchRun

MAY_DIFFER = ("engine", "seconds")


class NoSuchRun(LookupError):
    """No run has this number."""


def replay(number: int) -> list[str]:
    """Where a run's stored answer and the answer made again now differ, a line each; no line is as it should be.

    Raises:
        NoSuchRun: no run has this number.
    """
    with db.reading() as session:
        found = session.execute(
            select(MatchRun.problem, MatchRun.result, MatchRun.problem_sha256).where(MatchRun.number == number)
        ).first()
    if found is None:
        raise NoSuchRun(f"There is no run {number}.")
    problem, result, sha256 = found
    again = read_problem(problem.encode())
    lines = [] if again.sha256 == sha256 else ["the stored problem is not the one that was matched"]
    return lines + _differences(json.loads(result), json.loads(json.dumps(match(again))))


def _differences(stored: dict[str, Any], again: dict[str, Any]) -> list[str]:
    keys = sorted((stored.keys() | again.keys()) - set(MAY_DIFFER))
    return [f"{key} differs" for key in keys if stored.get(key) != again.get(key)]
