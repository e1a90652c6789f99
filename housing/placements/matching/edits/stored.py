"""The problem and the edits of a stored run, as they went into the matcher: what a replay starts from."""

from __future__ import annotations

import json

from allocation.edits import Edits, document, read_edits
from allocation.facts import Problem
from allocation.problem import read_problem


def problem_and_edits(problem: str, edits: str | None) -> tuple[Problem, Edits]:
    """Read `MatchRun.problem` and `MatchRun.edits`; a run from before there were edits had none.

    Raises:
        BadProblem: either can no longer be read; with a line for each fault.
    """
    read = read_problem(problem.encode())
    return read, Edits() if edits is None else read_edits(edits.encode(), read)


def as_text(edits: Edits) -> str:
    """Edits as a run stores them."""
    return json.dumps(document(edits), separators=(",", ":"))
