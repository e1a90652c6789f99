"""How a replay is said on pages: households to those who may see them, units by their codes, no raw documents.

A result's own sentences may say how far a home is or name another household; so a difference is said by what it is
about and never by its texts. The command line, for whoever holds the installation, prints them whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.placements.matching.replay import Outcome, Replayed
from housing.placements.matching.replays import queries
from housing.placements.matching.replays.changes import RuleChange
from housing.placements.matching.replays.differences import NOTHING
from housing.placements.matching.runs.queries import UnitName, references, unit_names

SAID = {
    Outcome.SAME: "the same",
    Outcome.RULES_CHANGED: "not the same: rules have changed since",
    Outcome.DIFFERENT: "not the same, and no rule explains it",
    Outcome.UNREADABLE: "it cannot be made again",
}
PARTS = {
    "proposals": "the proposal",
    "unplaced": "why there is no proposal",
    "to_ask": "what there is to ask",
    "unused_units": "units that nobody was proposed for",
    "objective": "the objective",
    "status": "whether it is proven",
    "gap": "how far it may fall short",
}
ANOTHER = "Another household"
UNIT = "unit"


@dataclass(frozen=True, slots=True)
class ReplayShown:
    """The newest replay of a run, in words. `more`: how many differences are kept but not listed."""

    outcome: str
    said: str
    at: datetime
    by: str
    rules: tuple[RuleChange, ...]
    lines: tuple[str, ...]
    more: int
    why: str
    not_kept: bool
    other_engine: bool


def shown(session: Session, actor: Actor, run_id: UUID, authority: str) -> ReplayShown | None:
    """The newest replay of a run that the actor may read; None where it was never made again.

    One query, and two more where there are differences to name.
    """
    replay = queries.last(session, run_id)
    if replay is None:
        return None
    found: dict[str, Any] = json.loads(replay.found)
    lines = _lines(session, actor, authority, found["differences"])
    rules = tuple(RuleChange(**change) for change in found["rules"] or ())
    return ReplayShown(
        outcome=replay.outcome,
        said=SAID[Outcome(replay.outcome)],
        at=replay.at,
        by=replay.by_name,
        rules=rules,
        lines=lines,
        more=found["more"],
        why=found["why"],
        not_kept=found["rules"] is None and replay.outcome == Outcome.DIFFERENT,
        other_engine=found["engine_changed"] and not rules and replay.outcome == Outcome.DIFFERENT,
    )


def in_short(replayed: Replayed) -> str:
    """A replay just made, in a sentence."""
    same = replayed.outcome is Outcome.SAME
    return f"Run {replayed.number} made again: {SAID[replayed.outcome]}" + (
        ", though rules have changed since" if same and replayed.rules else ""
    )


def _lines(session: Session, actor: Actor, authority: str, found: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    if not found:
        return ()
    households = sorted({UUID(each["household"]) for each in found if _is_id(each["household"])})
    names = references(session, actor, households)
    units = unit_names(session, authority)
    return tuple(dict.fromkeys(_line(each, names, units) for each in found))


def _line(difference: Mapping[str, str], names: Mapping[str, str], units: Mapping[str, UnitName]) -> str:
    """One difference: "H-000123: the proposal, was R1, unit 4, is D07"."""
    part, household = difference["part"], difference["household"]
    what = PARTS.get(part, part.replace("_", " "))
    if not household:
        unit = _unit(difference["unit"], units) if difference["unit"] else ""
        field = difference["field"].replace("_", " ")
        return ": ".join(each for each in (what[:1].upper() + what[1:], unit or field) if each)
    who = names.get(household)
    if who is None:
        return f"{ANOTHER}: {what}"
    if part == "proposals" and difference["field"] in ("", UNIT):
        return f"{who}: {what} was {_value(difference, 'was', units)}, is {_value(difference, 'now', units)}"
    about = f" for {_unit(difference['unit'], units)}" if difference["unit"] else ""
    return f"{who}: {what}{about}{_field(difference)}"


def _value(difference: Mapping[str, str], when: str, units: Mapping[str, UnitName]) -> str:
    """A unit that was or is proposed, by its codes; "none" where there is no proposal."""
    if difference[when] == NOTHING:
        return "none"
    value = json.loads(difference[when])
    return _unit(value["unit"] if isinstance(value, dict) else str(value), units)


def _field(difference: Mapping[str, str]) -> str:
    if not difference["field"]:
        return " (new)" if difference["was"] == NOTHING else " (gone)"
    return f", {difference['field'].replace('_', ' ')}"


def _unit(unit: str, units: Mapping[str, UnitName]) -> str:
    return units[unit].codes if unit in units else "a unit that is no longer there"


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
