"""How this morning finds the homes: so many empty of each kind, some put aside, three promised on yesterday's run."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from housing.clock import day_of
from housing.placements.models import Proposal
from housing.placements.offers.services import answer_for_her, answer_for_provider
from housing.places.services import make_available
from housing.places.voids.services import record_void
from housing.places.voids.works import Works
from housing.refusals import Refused
from seed.hours import lately, opening
from seed.year import Year

# Of each kind, how many nobody lives in this morning: free, put aside below, or promised on yesterday's run.
EMPTY = {"refuge": 5, "dispersed": 5, "specialist": 6}
LEFT_BEFORE = (11, 9, 8, 12, 10)  # days ago: long enough for a home to have been prepared, whatever holidays there were
LEAVING_IN = {"refuge": 1, "dispersed": 6, "specialist": 12}  # days from today
REPAIRED_IN, REFURBISHED_IN, READY_IN, LATER_IN = 9, 40, 2, 8
SAID_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Home:
    """A unit, its kind of accommodation and the account that manages it."""

    id: UUID
    kind: str
    manager: str


def leave(year: Year, homes: Sequence[Home]) -> None:
    """As the quiet days begin: plan so many departures that this morning as many homes of each kind are empty."""
    today = day_of(year.now)
    for kind, wanted in EMPTY.items():
        units = [home.id for home in homes if home.kind == kind]
        lived_in = [year.living[unit_id] for unit_id in units if unit_id in year.living]
        taken = len(lived_in) + sum(unit_id in year.expected for unit_id in units)
        goes = max(0, taken - (len(units) - wanted))
        longest = sorted(lived_in, key=lambda stay: (stay.arrived_on, stay.id))
        for number, stay in enumerate(longest[:goes]):
            left_before = LEFT_BEFORE[number % len(LEFT_BEFORE)]
            year.plan(stay, today - timedelta(days=left_before), year.quiet_from)
        for stay in longest[goes : goes + 1]:
            leaving_on = today + timedelta(days=LEAVING_IN[kind])
            year.later(opening(today - timedelta(days=SAID_BEFORE)), partial(year.plan, stay, leaving_on))


def put_aside(year: Year, homes: Sequence[Home]) -> set[UUID]:
    """Of the empty homes: two out of use, one of them nobody knows for how long; two being prepared; one for later.

    The units that are left, ready for somebody today.
    """
    today, taken = day_of(year.now), year.living.keys() | year.leaving.keys() | year.expected
    empty = {kind: [home for home in homes if home.kind == kind and home.id not in taken] for kind in EMPTY}
    for kind, wanted in EMPTY.items():
        while len(empty[kind]) > wanted:  # a quiet year
            _out_of_use(year, empty[kind].pop(), today + timedelta(days=REFURBISHED_IN))
    _out_of_use(year, empty["refuge"].pop(), today + timedelta(days=REPAIRED_IN))
    _out_of_use(year, empty["specialist"].pop(), None)
    _available(year, empty["refuge"].pop(0), today + timedelta(days=READY_IN))
    _available(year, empty["specialist"].pop(0), today + timedelta(days=READY_IN - 1))
    _available(year, empty["dispersed"].pop(0), today + timedelta(days=LATER_IN))
    return {home.id for left in empty.values() for home in left}


def offers(year: Year, proposals: Sequence[Proposal], ready: Container[UUID]) -> None:
    """Three proposals of ready units are accepted: she comes today; she has yet to say; the provider has yet to."""
    now = year.now
    kept: list[tuple[UUID, UUID]] = []  # unit, offer
    yesterday = opening(day_of(now) - timedelta(days=1))
    moments = [yesterday + timedelta(hours=1), lately(now, 3), lately(now, 1)]
    for proposal in proposals:
        if proposal.unit_id is None or proposal.unit_id not in ready or len(kept) == len(moments):
            continue
        try:
            kept.append((proposal.unit_id, year.accept(proposal, at=moments[len(kept)])))
        except Refused:
            continue  # an offer of a moment ago changed the facts
    answered = [yesterday + timedelta(hours=4), lately(now, 2)]
    for (unit_id, offer_id), at in zip(kept, answered, strict=False):
        manager = year.manager_of(unit_id)
        answer_for_provider(offer_id=offer_id, accept=True, reason=None, words=None, by=manager, now=at)
    if kept:
        answer_for_her(
            offer_id=kept[0][1], accept=True, reason=None, words=None, by=year.cast.actors["officer"],
            now=yesterday + timedelta(hours=6),
        )  # fmt: skip


def _out_of_use(year: Year, home: Home, until_on: date | None) -> None:
    at = opening(day_of(year.now) - timedelta(days=SAID_BEFORE))
    manager = year.cast.actors[home.manager]
    works = Works(reason="repairs", from_on=day_of(at), until_on=until_on)
    record_void(unit_id=home.id, works=works, by=manager, now=at)


def _available(year: Year, home: Home, from_on: date) -> None:
    at = opening(day_of(year.now) - timedelta(days=1))
    make_available(unit_id=home.id, from_on=from_on, by=year.cast.actors[home.manager], now=at)
