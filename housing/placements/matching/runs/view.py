"""A run as its page shows it: lines in words, about the households that the reader may see and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.placements.matching import people, words
from housing.placements.matching.facts import Fact, live_facts
from housing.placements.matching.runs import queries
from housing.placements.matching.runs.queries import UnitName
from housing.placements.models import MatchRun, Proposal, ProposalDecision
from housing.web.filters import plural, said_moment
from pathway.bands import STEPS

BANDS = {rule.band: rule.title for rule in STEPS}
DECIDED = {
    "accepted": ("Accepted", "green"),
    "another": ("Another unit offered", "turquoise"),
    "held_back": ("Held back", "yellow"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that stands, in words, and whether the household can be decided on again."""

    text: str
    colour: str
    by: str
    again: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One household of the run: its proposed unit with reasons, or why it has none.

    `not_asked`: what nobody has asked, as it stands now.
    """

    id: UUID
    household_id: UUID
    reference: str
    people: str
    band: int
    waited: str
    unit: UnitName | None
    because: tuple[str, ...]
    next_best: tuple[UnitName, ...]
    since: str
    not_asked: tuple[str, ...]
    decided: Decided | None
    why_not: str
    refused_by: tuple[str, ...]
    one_change: tuple[tuple[UnitName, str], ...]
    lost: tuple[tuple[UnitName, str], ...]

    @property
    def open(self) -> bool:
        """Whether it waits for a decision."""
        return self.unit is not None and (self.decided is None or self.decided.again)


@dataclass(frozen=True, slots=True)
class RunPage:
    """Everything of the page. `facts` are to be found out, by household."""

    run: MatchRun
    bands: tuple[tuple[int, str, tuple[Line, ...]], ...]
    unplaced: tuple[Line, ...]
    placed: int
    waiting: int
    facts: tuple[tuple[UUID, str, tuple[Fact, ...]], ...]
    left_out: tuple[tuple[UUID, str, str], ...]
    unused: tuple[tuple[UnitName, str], ...]
    not_free: tuple[tuple[UnitName, str], ...]
    closed: tuple[str, ...]


def page(session: Session, actor: Actor, run: MatchRun) -> RunPage:
    """Read and arrange a run's page, in a constant number of queries."""
    answer = queries.answer(run)
    rows = queries.proposals(session, actor, run)
    units = queries.unit_names(session, run.authority_code)
    lines = lines_of(session, run, rows, answer, units)
    placed = [line for line in lines if line.unit]
    return RunPage(
        run=run,
        bands=tuple(
            (band, BANDS[band], tuple(line for line in placed if line.band == band))
            for band in sorted({line.band for line in placed})
        ),
        unplaced=tuple(line for line in lines if not line.unit),
        placed=len(placed),
        waiting=sum(line.open and line.decided is None for line in lines),
        facts=_facts(rows, answer),
        left_out=_left_out(session, actor, run),
        unused=_named(run.counts.get("unused", ()), units, words.unused_unit),
        not_free=_named(run.counts["units_left_out"], units, words.left_out_unit),
        closed=tuple(sorted({unit.home for unit in units.values() if unit.home_id in run.counts["closed"]})),
    )


def lines_of(
    session: Session, run: MatchRun, rows: Sequence[Proposal], answer: Mapping[str, Any], units: Mapping[str, UnitName]
) -> list[Line]:
    """The lines of a run for these proposals."""
    placed = {each["household"]: each for each in answer["proposals"]}
    unplaced = {each["household"]: each for each in answer["unplaced"]}
    before = queries.before(session, run)
    ended = queries.ended_offers(session, rows)
    return [
        _line(
            row,
            placed.get(str(row.household_id)),
            unplaced.get(str(row.household_id)),
            run.as_of,
            units,
            since=_since(row, before, units),
            decided=_decided(row, ended),
        )
        for row in rows
    ]


def _line(
    row: Proposal,
    placed: Mapping[str, Any] | None,
    unplaced: Mapping[str, Any] | None,
    as_of: date,
    units: Mapping[str, UnitName],
    *,
    since: str,
    decided: Decided | None,
) -> Line:
    why, why_not = placed or {}, unplaced or {}
    return Line(
        id=row.id,
        household_id=row.household_id,
        reference=row.household.reference,
        people=people.in_words(row.household, as_of),
        band=row.band,
        waited=plural(row.days_waited, "day"),
        unit=units[str(row.unit_id)] if row.unit_id else None,
        because=tuple(term["text"] for term in why.get("because", ())),
        next_best=tuple(units[each["unit"]] for each in why.get("next_best", ())),
        since=since,
        not_asked=tuple(fact.text for fact in live_facts(row.household)),
        decided=decided,
        why_not=words.NOT_PLACED.get(row.unplaced_reason or "", ""),
        refused_by=tuple(words.refusals(why_not.get("refused_by", {}))),
        one_change=tuple((units[each["unit"]], each["text"]) for each in why_not.get("one_change_away", ())),
        lost=tuple((units[each["unit"]], words.lost(each["level"])) for each in why_not.get("lost_to", ())),
    )


def _since(row: Proposal, before: Mapping[UUID, UUID | None], units: Mapping[str, UnitName]) -> str:
    """What changed since the last run of an earlier day."""
    if row.household_id not in before:
        return "New" if before else ""
    earlier = before[row.household_id]
    if earlier == row.unit_id:
        return "Same as before" if earlier else "No unit before either"
    if earlier is None:
        return "No unit before"
    was = units[str(earlier)].code if str(earlier) in units else "another unit"
    return f"Moved from {was}" if row.unit_id else f"Proposed for {was} before"


def _decided(row: Proposal, ended: set[UUID]) -> Decided | None:
    if not row.decisions:
        return None
    last: ProposalDecision = row.decisions[-1]
    text, colour = DECIDED[last.decision]
    over = last.offer_id in ended if last.offer_id else True
    if last.offer_id and over:
        text, colour = f"{text}; the offer has ended", "grey"
    return Decided(text, colour, f"{last.by_name}, {said_moment(last.at)}", over)


def _facts(rows: Sequence[Proposal], answer: Mapping[str, Any]) -> tuple[tuple[UUID, str, tuple[Fact, ...]], ...]:
    """What to find out, by household: what the engine asked for, and what nobody has asked yet."""
    asked: defaultdict[str, dict[Fact, None]] = defaultdict(dict)
    for entry in answer["to_ask"]:
        asked[entry["household"]][Fact(entry["text"], words.recorded_at(entry["rule"], entry["text"]))] = None
    found = []
    for row in rows:
        facts = tuple({**asked[str(row.household_id)], **dict.fromkeys(live_facts(row.household))})
        if facts:
            found.append((row.household_id, row.household.reference, facts))
    return tuple(found)


def _left_out(session: Session, actor: Actor, run: MatchRun) -> tuple[tuple[UUID, str, str], ...]:
    entries = run.counts["households_left_out"]
    names = queries.references(session, actor, [UUID(entry["id"]) for entry in entries])
    return tuple(
        (UUID(entry["id"]), names[entry["id"]], words.HOUSEHOLDS_LEFT_OUT[entry["why"]])
        for entry in entries
        if entry["id"] in names
    )


def _named(
    entries: Sequence[dict[str, Any]], units: Mapping[str, UnitName], said: Any
) -> tuple[tuple[UnitName, str], ...]:
    named = [(units[entry["id"]], said(entry)) for entry in entries if entry["id"] in units]
    return tuple(sorted(named, key=lambda pair: (pair[0].home, pair[0].code)))
