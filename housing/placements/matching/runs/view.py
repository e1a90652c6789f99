"""A run as its page shows it: lines in words, about the households that the reader may see and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from allocation.facts import Household, Unit
from allocation.problem import read_problem
from housing.access import Actor
from housing.codes import choices
from housing.placements.matching import people, words
from housing.placements.matching.edits.queries import RunEdits, of_run
from housing.placements.matching.facts import live_facts
from housing.placements.matching.reasons import Reasons, reasons, without_distance
from housing.placements.matching.runs import queries
from housing.placements.matching.runs.finding import Finding, finding
from housing.placements.matching.runs.queries import UnitName
from housing.placements.matching.runs.unplaced import in_short
from housing.placements.models import MatchRun, Proposal, ProposalDecision
from housing.web.filters import plural, said_moment
from pathway.bands import STEPS

NEAR_PLACES = "near_place"
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
    """One household of the run: its proposed unit with reasons both ways, or why it has none.

    `not_asked`: what nobody has asked, as it stands now. `in_short`: why it has no unit, in one line.
    """

    id: UUID
    household_id: UUID
    reference: str
    people: str
    band: int
    waited: str
    unit: UnitName | None
    reasons: Reasons
    next_best: tuple[UnitName, ...]
    since: str
    not_asked: tuple[str, ...]
    decided: Decided | None
    in_short: str
    refused_by: tuple[tuple[str, str, str], ...]
    one_change: tuple[tuple[UnitName, str], ...]
    lost: tuple[tuple[UnitName, str], ...]

    @property
    def open(self) -> bool:
        """Whether it waits for a decision."""
        return self.unit is not None and (self.decided is None or self.decided.again)


@dataclass(frozen=True, slots=True)
class RunPage:
    """Everything of the page.

    `unplaced`: by the reason: its words, and its lines. `not_free`: by kind and reason, both in words, units' codes.
    """

    run: MatchRun
    edits: RunEdits
    bands: tuple[tuple[int, str, tuple[Line, ...]], ...]
    unplaced: tuple[tuple[str, tuple[Line, ...]], ...]
    placed: int
    without: int
    waiting: int
    finding: Finding
    left_out: tuple[tuple[UUID, str, str], ...]
    unused: tuple[tuple[UnitName, str], ...]
    not_free: tuple[tuple[str, str, tuple[str, ...]], ...]
    closed: tuple[str, ...]

    @property
    def proposed_units(self) -> tuple[UnitName, ...]:
        """The units of all proposals."""
        return tuple(line.unit for _, _, lines in self.bands for line in lines if line.unit)


def page(session: Session, actor: Actor, run: MatchRun) -> RunPage:
    """Read and arrange a run's page, in a constant number of queries."""
    answer = queries.answer(run)
    rows = queries.proposals(session, actor, run)
    units = queries.unit_names(session, run.authority_code)
    found = finding(rows, answer, units)
    lines = _lines(session, run, rows, answer, units, found)
    placed = [line for line in lines if line.unit]
    return RunPage(
        run=run,
        edits=of_run(session, actor, run),
        bands=tuple(
            (band, BANDS[band], tuple(line for line in placed if line.band == band))
            for band in sorted({line.band for line in placed})
        ),
        unplaced=_by_reason(rows, lines),
        placed=len(placed),
        without=len(lines) - len(placed),
        waiting=sum(line.open and line.decided is None for line in lines),
        finding=found,
        left_out=_left_out(session, actor, run),
        unused=_named(run.counts.get("unused", ()), units, words.unused_unit),
        not_free=_together(_named(run.counts["units_left_out"], units, words.left_out_unit)),
        closed=tuple(sorted({unit.home for unit in units.values() if unit.home_id in run.counts["closed"]})),
    )


def _by_reason(rows: Sequence[Proposal], lines: Sequence[Line]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    reason_of = {row.id: row.unplaced_reason for row in rows if row.unit_id is None}
    groups = (
        (said, tuple(line for line in lines if reason_of.get(line.id) == slug))
        for slug, said in words.NOT_PLACED.items()
    )
    return tuple((said, group) for said, group in groups if group)


def _lines(
    session: Session,
    run: MatchRun,
    rows: Sequence[Proposal],
    answer: Mapping[str, Any],
    units: Mapping[str, UnitName],
    found: Finding,
) -> list[Line]:
    placed = {each["household"]: each for each in answer["proposals"]}
    unplaced = {each["household"]: each for each in answer["unplaced"]}
    before = queries.before(session, run)
    ended = queries.ended_offers(session, rows)
    problem = read_problem(run.problem.encode())
    households = {each.id: each for each in problem.households}
    homes = {each.id: each for each in problem.units}
    places = choices(session, NEAR_PLACES, run.authority_code)
    return [
        _line(
            row,
            placed.get(str(row.household_id), {}),
            unplaced.get(str(row.household_id), {}),
            run.as_of,
            units,
            both_ways=_reasons(row, placed.get(str(row.household_id)), households, homes, places, units),
            found=found,
            since=_since(row, before, units),
            decided=_decided(row, ended),
        )
        for row in rows
    ]


def _reasons(
    row: Proposal,
    why: Mapping[str, Any] | None,
    households: Mapping[str, Household],
    homes: Mapping[str, Unit],
    places: Mapping[str, str],
    units: Mapping[str, UnitName],
) -> Reasons:
    if why is None:
        return Reasons()
    household, home = households[why["household"]], homes[why["unit"]]
    kept_back = units[why["unit"]].kept_back
    return reasons(household, home, why["because"], agreed=row.household.accepts, places=places, kept_back=kept_back)


def _line(
    row: Proposal,
    why: Mapping[str, Any],
    why_not: Mapping[str, Any],
    as_of: date,
    units: Mapping[str, UnitName],
    *,
    both_ways: Reasons,
    found: Finding,
    since: str,
    decided: Decided | None,
) -> Line:
    return Line(
        id=row.id,
        household_id=row.household_id,
        reference=row.household.reference,
        people=people.in_words(row.household, as_of),
        band=row.band,
        waited=plural(row.days_waited, "day"),
        unit=units[str(row.unit_id)] if row.unit_id else None,
        reasons=both_ways,
        next_best=tuple(units[each["unit"]] for each in why.get("next_best", ())),
        since=since,
        not_asked=tuple(fact.text for fact in live_facts(row.household)),
        decided=decided,
        in_short=in_short(row.unplaced_reason or "", why_not, found.of.get(row.household_id, ())),
        refused_by=tuple(words.refusals_by_rule(why_not.get("refused_by", {}))),
        one_change=tuple(_one_change(units[each["unit"]], each) for each in why_not.get("one_change_away", ())),
        lost=tuple((units[each["unit"]], words.lost(each["level"])) for each in why_not.get("lost_to", ())),
    )


def _one_change(unit: UnitName, entry: Mapping[str, Any]) -> tuple[UnitName, str]:
    return unit, without_distance(entry["text"], rule=entry["rule"], kept_back=unit.kept_back)


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


def _together(named: Sequence[tuple[UnitName, str]]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Units of one kind that are not free for one reason, together."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for unit, why in named:
        found[unit.kind_said, why].append(unit.codes)
    return tuple((kind, why, tuple(codes)) for (kind, why), codes in sorted(found.items()))
