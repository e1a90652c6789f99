"""The check of a place as its page shows it: who may see one household of a pair is told nothing of the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.households.models import Household
from housing.households.queries import visible
from housing.households.separations import queries as separations
from housing.households.separations.queries import KEEP
from housing.placements.matching import words
from housing.placements.neighbours.conflicts import Conflicts, TooClose, conflicts
from housing.placements.neighbours.judging import judge, lived_in, others_in, whole

STAFF = "Somebody who works for the provider has a declared interest in this household."
CLOSED = "Somebody has recorded that this household must be kept from this home."


@dataclass(frozen=True, slots=True)
class Near:
    """One household too close; `other` None where the person may not see it, and then `why` is empty."""

    other: Household | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckView:
    """The page: units by code, pairs, sentences about safety, and (rule's id, what is wrong, because) of each rule."""

    household: Household
    units: tuple[str, ...]
    pairs: tuple[Near, ...]
    unsafe: tuple[str, ...]
    broken: tuple[tuple[str, str, str], ...]


def see(session: Session, actor: Actor, household_id: UUID, *, now: datetime) -> CheckView:
    """The check of one household's place at this moment.

    Raises:
        NotFound: the household is not there, or not for this person.
    """
    if not _seen(session, actor, [household_id]):
        raise NotFound("household")
    on = day_of(now)
    (household,) = whole(session, [household_id])
    lived = lived_in(session, household_id, on)
    found = conflicts(session, household, lived, on)
    broken = [
        (each.rule if each.rule in words.RULES else "", _title(each.rule), each.because)
        for home in lived
        for each in judge(household, home, others_in(session, home.unit.property_id, household_id, on), on)
    ]
    return CheckView(
        household=household,
        units=tuple(words.unit_code(each.unit.property.code, each.unit.code) for each in lived),
        pairs=_pairs(session, actor, household_id, found.pairs),
        unsafe=_unsafe(found),
        broken=tuple(dict.fromkeys(broken)),
    )


def _title(rule: str) -> str:
    return words.closed_by(rule) if rule in words.RULES else "Too many of one sort"


def _unsafe(found: Conflicts) -> tuple[str, ...]:
    return (*([CLOSED] if found.closed else ()), *([STAFF] if found.staff else ()))


def _pairs(session: Session, actor: Actor, her: UUID, pairs: Iterable[TooClose]) -> tuple[Near, ...]:
    others = [pair.other if pair.one == her else pair.one for pair in pairs]
    seen = _seen(session, actor, others)
    recorded, _ = separations.of_household(session, actor, her)
    why: Mapping[UUID, tuple[str, ...]] = {
        other: tuple(
            f"{each.reason}. {each.level}" for each in recorded if other in (each.household_id, each.other_id)
        )
        for other in others
    }  # fmt: skip
    return tuple(Near(seen[other], why[other]) if other in seen else Near(None) for other in others)


def _seen(session: Session, actor: Actor, households: Iterable[UUID]) -> dict[UUID, Household]:
    query = select(Household).where(Household.id.in_(sorted(households)), visible(actor, KEEP))
    return {household.id: household for household in session.scalars(query)}
