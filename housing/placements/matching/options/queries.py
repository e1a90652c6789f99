"""What one household could be offered at this moment, and why the rest not. Nothing is solved, nothing is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from allocation.match import options
from allocation.problem import read_problem
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.codes import choices, keep_lists
from housing.households.models import Household
from housing.households.overnight import queries as overnight
from housing.households.queries import visible
from housing.placements.matching import people, words
from housing.placements.matching.edits.models import BAN
from housing.placements.matching.edits.queries import Edit, of_household
from housing.placements.matching.facts import Fact, live_facts
from housing.placements.matching.reasons import Reasons, reasons, without_distance
from housing.placements.matching.runs import queries as runs
from housing.placements.matching.runs.queries import UnitName
from housing.placements.matching.snapshot import Snapshot, take
from housing.placements.models import Offer
from housing.placements.neighbours.compatibility import Together, together
from housing.presentations import queries as presentations
from housing.presentations.models import Presentation

PERMISSION = "options.see"
NEAR_PLACES = "near_place"


@dataclass(frozen=True, slots=True)
class Option:
    """One unit for this household. `change` is the one thing that would open it, where there is one.

    `reasons` are of a unit that no rule refuses. `refusals`: each rule's id ("" of a ban), what is wrong, its sentence.
    """

    unit: UnitName
    from_on: date
    reasons: Reasons
    refusals: tuple[tuple[str, str, str], ...]
    asks: tuple[Fact, ...]
    change: str


@dataclass(frozen=True, slots=True)
class OptionsPage:
    """Every unit of the council for one household: what suits, best first; what to ask first; what is closed.

    `not_asked`: properties where somebody lives who has not been asked whom they must be kept from, so that nobody new
    may come. `edits` are the pin and the bans that count; `banned` the free units among them. `left_out` says why
    nothing can be shown yet. `proposed` is the unit that the newest run proposed;
    `left_without`: that run looked for one and found none. `together`: who lives in each property, by its id.
    """

    presentation: Presentation
    people: str
    suits: tuple[Option, ...]
    to_ask: tuple[Option, ...]
    one_change: tuple[Option, ...]
    closed: tuple[Option, ...]
    banned: tuple[Option, ...]
    edits: tuple[Edit, ...]
    not_free: tuple[tuple[UnitName, str], ...]
    not_asked: tuple[str, ...]
    facts: tuple[Fact, ...]
    left_out: str
    offered: bool
    proposed: UUID | None
    proposal_id: UUID | None
    left_without: bool
    together: Mapping[UUID, Together]

    def lives_in(self, unit: UnitName) -> Together:
        """Who lives in a unit's property now, in facts that lead to nobody."""
        return self.together.get(UUID(unit.home_id), Together())

    def option(self, unit_id: UUID) -> Option | None:
        """What is said of one unit that is free."""
        return next((each for each in self._free if each.unit.id == str(unit_id)), None)

    @property
    def every_unit(self) -> tuple[UnitName, ...]:
        """Each unit of the council by name, free or not."""
        return (*(each.unit for each in self._free), *(unit for unit, _ in self.not_free))

    @property
    def _free(self) -> tuple[Option, ...]:
        return (*self.suits, *self.to_ask, *self.one_change, *self.closed, *self.banned)


def look(
    session: Session, actor: Actor, household_id: UUID, *, now: datetime, permission: str = PERMISSION
) -> OptionsPage:
    """A household's options at this moment, in a constant number of queries.

    Raises:
        NotFound: the household is not there, or not for this person.
    """
    authority = _authority(session, actor, household_id, permission)
    keep_lists(session, authority)
    units = runs.unit_names(session, authority)
    snapshot = take(session, authority, now=now, only=household_id)
    seeking = snapshot.seeking.get(household_id)
    presentation = seeking or presentations.latest_of(session, actor, household_id, permission)
    edits = of_household(session, actor, household_id, day_of(now), permission)
    every = _options(snapshot, household_id, units, choices(session, NEAR_PLACES, authority))
    banned = _banned(every, edits)
    found = [each for each in every if each.unit.id not in {other.unit.id for other in banned}]
    facts = dict.fromkeys((*live_facts(presentation.household), *(fact for each in found for fact in each.asks)))
    proposal = runs.current(session, actor, household_id, permission)
    open_offer = exists().where(Offer.household_id == household_id, Offer.ended_at.is_(None))
    return OptionsPage(
        presentation=presentation,
        people=_people(session, presentation.household, date.fromisoformat(snapshot.document["as_of"])),
        suits=tuple(each for each in found if not each.refusals and not each.asks),
        to_ask=tuple(each for each in found if not each.refusals and each.asks),
        one_change=tuple(each for each in found if each.change),
        closed=tuple(each for each in found if each.refusals and not each.change),
        banned=banned,
        edits=edits,
        not_free=_not_free(snapshot, units),
        not_asked=tuple(sorted({unit.home for unit in units.values() if UUID(unit.home_id) in snapshot.closed})),
        facts=tuple(facts),
        left_out=_left_out(snapshot, presentation),
        offered=bool(session.scalar(select(open_offer))),
        proposed=proposal.unit_id if proposal else None,
        proposal_id=proposal.id if proposal and proposal.unit_id else None,
        left_without=proposal is not None and proposal.unit_id is None,
        together=_together(session, authority, units, presentation, now),
    )


def _people(session: Session, household: Household, on: date) -> str:
    """Who they are, and who stays with them some nights: a wish that no rule reads."""
    said = people.in_words(household, on)
    children = overnight.children(session, household.id)
    if not children:
        return said
    every = choices(session, overnight.EVERY, household.authority_code)
    return f"{said}. Stays some nights: {overnight.wish(household, children, every, on)}"


def _together(
    session: Session, authority: str, units: Mapping[str, UnitName], presentation: Presentation, now: datetime
) -> dict[UUID, Together]:
    homes = {UUID(unit.home_id) for unit in units.values()}
    return together(session, authority, homes, on=day_of(now), besides=presentation.household)


def _banned(options: Sequence[Option], edits: Sequence[Edit]) -> tuple[Option, ...]:
    """The units that somebody has kept from this household, each with who, until when and why before its refusals."""
    bans = {str(edit.unit_id): ("", edit.does, f"{edit.said}. {edit.reason}") for edit in edits if edit.kind == BAN}
    return tuple(
        replace(each, refusals=(bans[each.unit.id], *each.refusals), change="")
        for each in options
        if each.unit.id in bans
    )


def _authority(session: Session, actor: Actor, household_id: UUID, permission: str) -> str:
    """The council of a household that the actor may see."""
    query = select(Household.authority_code).where(Household.id == household_id, visible(actor, permission))
    authority = session.scalar(query)
    if authority is None:
        raise NotFound("household")
    return authority


def _options(
    snapshot: Snapshot, household_id: UUID, units: Mapping[str, UnitName], places: Mapping[str, str]
) -> list[Option]:
    if household_id not in snapshot.seeking:
        return []
    problem = read_problem(snapshot.as_bytes())
    homes = {unit.id: unit for unit in problem.units}
    (seeking,) = problem.households
    agreed = snapshot.seeking[household_id].household.accepts

    def both_ways(view: Mapping[str, Any]) -> Reasons:
        if view["refusals"]:
            return Reasons()
        home = homes[view["unit"]]
        kept_back = units[view["unit"]].kept_back
        return reasons(seeking, home, view["because"], agreed=agreed, places=places, kept_back=kept_back)

    return [
        _option(view, units[view["unit"]], homes[view["unit"]].available_from, both_ways(view))
        for view in options(problem, str(household_id))
    ]


def _option(view: Mapping[str, Any], unit: UnitName, from_on: date, both_ways: Reasons) -> Option:
    refusals, asks = view["refusals"], view["asks"]
    refusals = [_coarse(each, unit.kept_back) for each in refusals]
    change = refusals[0]["change"] if len(refusals) == 1 and not asks else None
    return Option(
        unit=unit,
        from_on=from_on,
        reasons=both_ways,
        refusals=tuple((each["rule"], words.closed_by(each["rule"]), each["text"]) for each in refusals),
        asks=tuple(dict.fromkeys(Fact(each["text"], words.recorded_at(each["rule"], each["text"])) for each in asks)),
        change=change or "",
    )


def _coarse(refusal: Mapping[str, Any], kept_back: bool) -> Mapping[str, Any]:
    """A refusal without the distance to a home that is kept back."""
    told = {
        name: without_distance(refusal[name], rule=refusal["rule"], kept_back=kept_back)
        for name in ("text", "change")
        if refusal[name]
    }
    return {**refusal, **told}


def _not_free(snapshot: Snapshot, units: Mapping[str, UnitName]) -> tuple[tuple[UnitName, str], ...]:
    found = [
        (
            units[str(each.id)],
            words.left_out_unit({"why": each.why, "until": each.until.isoformat() if each.until else None}),
        )
        for each in snapshot.units_left_out
    ]
    return tuple(sorted(found, key=lambda pair: (pair[0].home, pair[0].code)))


def _left_out(snapshot: Snapshot, presentation: Presentation) -> str:
    if presentation.ended_at is not None:
        return "This presentation has ended"
    return next((words.HOUSEHOLDS_LEFT_OUT[each.why] for each in snapshot.households_left_out), "")
