"""What a pin or a ban would change in a run made now, before anybody confirms it. Nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from allocation.facts import Problem
from allocation.problem import read_problem
from housing import db
from housing.access import Actor
from housing.households.models import Household
from housing.households.queries import visible
from housing.placements.matching.edits.asked import Asked, asked, period, refuse_if_spoken_for
from housing.placements.matching.edits.cost import Cost, Moved, cost_of
from housing.placements.matching.edits.honouring import honour
from housing.placements.matching.edits.models import MatchEdit
from housing.placements.matching.edits.queries import PERMISSION
from housing.placements.matching.edits.today import Today, read_today
from housing.placements.matching.edits.words import levels, points, why_not_honoured
from housing.placements.matching.runs.queries import UnitName
from housing.refusals import Refused
from housing.sealing import ring
from housing.web.filters import plural

Days = Range[date]


@dataclass(frozen=True, slots=True)
class Named:
    """A household that the reader may see, with its units before and after; None is no unit."""

    household_id: UUID
    reference: str
    band: int
    was: UnitName | None
    becomes: UnitName | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would happen: to whom, as far as the reader may know; `others` are sentences without a name."""

    said: str
    named: tuple[Named, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What is asked for, what would change for its household, for others, and in the objective.

    `kept` is what the row will keep of the cost.
    """

    wanted: Asked
    during: Days
    was: UnitName | None
    becomes: UnitName | None
    changes: tuple[Change, ...]
    levels: tuple[tuple[str, int, int], ...]
    cost: Cost
    kept: Mapping[str, Any]

    @property
    def key(self) -> str:
        """What a person confirms, sealed: nobody can work numbers out of it that the page does not say."""
        return ring().fingerprint(self.cost.digest)

    @property
    def points(self) -> str:
        """By how much the points rise or fall, in words; "" where they do not."""
        return points(self.kept)


def preview(*, kind: str, household_id: UUID, unit_id: UUID, last_on: date, by: Actor, now: datetime) -> Preview:
    """Solve today's problem without and with a pin or a ban, beside those that stand.

    Raises:
        NotFound: the household or the unit is not the actor's to speak of.
        AlreadySaid: a pin or a ban stands that leaves no room for it.
        Refused: the days are out of bounds, or a pin that no run could honour.
    """
    with db.reading() as session:
        wanted = asked(session, by, kind, household_id, unit_id)
        during = period(session, wanted.authority, last_on, now)
        refuse_if_spoken_for(session, wanted, during)
    today = read_today(wanted.authority, now)
    problem = read_problem(today.snapshot.as_bytes())
    cost = _cost(today, problem, wanted, during, now)
    with db.reading() as session:
        return _told(session, by, wanted, during, cost, {each.id: each.band for each in problem.households})


def _cost(today: Today, problem: Problem, wanted: Asked, during: Days, now: datetime) -> Cost:
    new = MatchEdit(
        id=uuid4(), kind=wanted.kind, household_id=wanted.household_id, unit_id=wanted.unit_id,
        during=during, made_at=now,
    )  # fmt: skip
    standing = honour(today.snapshot, problem, today.edits)
    fit = honour(today.snapshot, problem, [*today.edits, new])
    for each in fit.without:
        if each.id == new.id:
            why = why_not_honoured(each.as_counted())
            raise Refused(f"{wanted.unit.codes} cannot be pinned for {wanted.reference} now: {why}.")
    return cost_of(problem, standing.edits, fit.edits)


def _told(session: Session, actor: Actor, wanted: Asked, during: Days, cost: Cost, bands: Mapping[str, int]) -> Preview:
    """The cost with the names that the actor may know."""
    query = select(Household.id, Household.reference).where(
        Household.id.in_([UUID(each.household) for each in cost.moved]), visible(actor, PERMISSION)
    )
    names = {str(household): reference for household, reference in session.execute(query)}
    hers = next((each for each in cost.moved if each.household == str(wanted.household_id)), None)
    kept_back = {unit for unit, name in wanted.units.items() if name.kept_back}
    telling = _Telling(names, bands, wanted)
    same = wanted.units.get(cost.units.get(str(wanted.household_id), ""))
    return Preview(
        wanted=wanted,
        during=during,
        was=wanted.units.get(hers.was) if hers else same,
        becomes=wanted.units.get(hers.becomes) if hers else same,
        changes=telling.changes(cost),
        levels=tuple(levels(cost.before, cost.after)),
        cost=cost,
        kept=cost.as_stored(withheld=cost.concerns(kept_back)),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """Who may be named, everybody's band, and whose change is told apart from the others'."""

    names: Mapping[str, str]
    bands: Mapping[str, int]
    wanted: Asked

    def changes(self, cost: Cost) -> tuple[Change, ...]:
        """What happens to everybody but the household itself."""
        groups = (
            ("Would lose their proposal", cost.lose),
            ("Would have a proposal, and have none now", cost.gain),
            ("Would be proposed another unit", cost.elsewhere),
        )
        told = (self._change(said, [each for each in moved if not self._hers(each)]) for said, moved in groups)
        return tuple(change for change in told if change.named or change.others)

    def _hers(self, moved: Moved) -> bool:
        return moved.household == str(self.wanted.household_id)

    def _change(self, said: str, moved: Sequence[Moved]) -> Change:
        named = sorted(
            (self._named(each) for each in moved if each.household in self.names),
            key=lambda each: (each.band, each.reference),
        )
        unnamed = (self.bands[each.household] for each in moved if each.household not in self.names)
        return Change(said, tuple(named), tuple(_others(unnamed)))

    def _named(self, moved: Moved) -> Named:
        was, becomes = self.wanted.units.get(moved.was), self.wanted.units.get(moved.becomes)
        return Named(UUID(moved.household), self.names[moved.household], self.bands[moved.household], was, becomes)


def _others(bands: Iterable[int]) -> list[str]:
    """Households that are not named, by band: "another household in band 2", "3 other households in band 4"."""
    return [
        f"another household in band {band}" if count == 1 else f"{plural(count, 'other household')} in band {band}"
        for band, count in sorted(Counter(bands).items())
    ]
