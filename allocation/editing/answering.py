"""The result document of a problem with edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allocation.editing.edit import Edits, digest
from allocation.facts import Problem
from allocation.screen import Screen

BANNED = "banned"  # the reason of a household whom the rules let go somewhere, and people nowhere


def with_edits(problem: Problem, answer: Mapping[str, Any], screened: Screen, edits: Edits) -> dict[str, Any]:
    """The answer, saying which edits it kept and who has no unit left because of bans.

    `screened` has every pair that the rules accept, banned or not. Without edits the answer is as it was.
    """
    if not edits:
        return dict(answer)
    banned = {household for household, _ in edits.bans}
    accepted = {
        household.id
        for row, household in enumerate(problem.households)
        if household.id in banned and screened.pairs.start[row] < screened.pairs.start[row + 1]
    }
    unplaced = [
        {**each, "reason": BANNED} if each["reason"] != "outcompeted" and each["household"] in accepted else each
        for each in answer["unplaced"]
    ]
    return {**answer, "unplaced": unplaced, "edits_sha256": digest(edits)}
