"""What a snapshot reads, in a constant number of queries: who seeks, who lives where, what is free. No names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, selectinload, with_loader_criteria

from housing.clock import day_of
from housing.codes import settings
from housing.households.models import ConcernPlace, Household, NearPlace, Person, PersonOfConcern
from housing.placements.matching.apart import Apart, read_apart
from housing.placements.models import MatchRun, Offer, OfferEvent, Proposal, ProposalDecision
from housing.placements.reasons.models import NoOutcome
from housing.placements.reasons.queries import parked
from housing.places.availability.reading import terms_by_unit
from housing.places.lapsing import in_force, over
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.state import PLANNED, UnitState, state_of
from housing.presentations.funding.reading import Routes, lines_of, open_routes
from housing.presentations.models import BandDecision, Presentation
from pathway.consequences import Consequence
from pathway.offers import Event

NEEDED, NIGHTS = "matching.needed_within_days", "funding.least_nights"
SAID_NO = (Event.SHE_DECLINED, Event.PROVIDER_DECLINED)


@dataclass(frozen=True, slots=True)
class Rows:
    """One council as it stands at one moment. `routes`: how those households that have funding lines can pay.

    `seeking`: open presentations, whole. `there`: the households living in a unit or with one held for them, whole,
    by id; `lines` of the units' diaries, not over yet, say where. `states`: each unit's state. `declined`: (household,
    unit) pairs that she or the provider said no to. `promised`: the households with an open offer. `proposed`: the
    unit that the newest run proposed, where nobody held it back. `apart`: who must not live near whom. `parked`: for
    whom no place is looked for, each until a day.
    """

    moment: datetime
    seeking: tuple[Presentation, ...]
    there: dict[UUID, Household]
    lines: tuple[UnitPeriod, ...]
    units: tuple[Unit, ...]
    states: dict[UUID, UnitState]
    declined: frozenset[tuple[UUID, UUID]]
    promised: frozenset[UUID]
    proposed: dict[UUID, UUID]
    needed_within_days: int
    routes: Routes
    apart: Apart
    parked: dict[UUID, date] = field(default_factory=dict)


def read(
    session: Session, authority: str, *, now: datetime, only: UUID | None = None, within: UUID | None = None
) -> Rows:
    """Read one council's rows; with `only`, one household seeks and its own hold, if any, counts as free.

    With `within`, the units, diaries and residents of that property and of no other, for the hard rules alone: what
    was proposed before is a wish of the matcher and is left out. Who is promised a place is asked for everybody only.
    """
    today = day_of(now)
    query = _units(authority, now)
    units = tuple(session.scalars(query if within is None else query.where(Unit.property_id == within)))
    diaries = {unit.id: [line for line in unit.periods if _counts(line, only)] for unit in units}
    lines = tuple(line for diary in diaries.values() for line in diary)
    terms = terms_by_unit(session, units)
    seeking = tuple(session.scalars(_seeking(authority, only)))
    numbers = settings(session, (NEEDED, NIGHTS), authority=authority, on=today)
    homes = {unit.property_id: unit.property.organisation_id for unit in units}
    return Rows(
        moment=now,
        seeking=seeking,
        there=(there := read_there(session, {line.household_id for line in lines if line.household_id})),
        lines=lines,
        units=units,
        states={unit.id: state_of(diaries[unit.id], today=today, terms=terms[unit.id]) for unit in units},
        declined=frozenset(session.execute(_declined(authority, only)).all()),
        promised=frozenset(session.scalars(_promised(authority, now))) if only is None else frozenset(),
        proposed={who: unit for who, unit in session.execute(_proposed(authority, only)) if unit}
        if within is None
        else {},
        needed_within_days=numbers[NEEDED],
        routes=_routes(session, seeking, there, numbers, now),
        apart=read_apart(session, authority, [each.household for each in seeking], homes, on=today),
        parked=dict(session.execute(parked(authority, today)).all()) if only is None else {},
    )


def _routes(
    session: Session,
    seeking: Iterable[Presentation],
    there: dict[UUID, Household],
    numbers: dict[str, Any],
    now: datetime,
) -> Routes:
    """How those households that have funding lines can pay: tonight where they live, else from a day soon."""
    asked = {each.household_id: each.household.funding for each in seeking}
    lines = lines_of(session, {*asked, *there})
    living = {key: open_routes(each.funding, lines[key], day_of(now)) for key, each in there.items() if key in lines}
    soon = {"within_days": numbers[NEEDED], "least_nights": numbers[NIGHTS]}
    wanted = {key: open_routes(named, lines[key], day_of(now), **soon) for key, named in asked.items() if key in lines}
    return {**living, **wanted}


def _counts(line: UnitPeriod, only: UUID | None) -> bool:
    return not (line.kind == "hold" and only is not None and line.household_id == only)


def _units(authority: str, now: datetime) -> Select[Unit]:
    """Units with property, ward, policies and the diary from today on; addresses stay sealed and unread.

    A stay whose planned end has passed still counts: nobody has recorded that they left. A hold whose time is over
    does not, though the job that ends it has not run.
    """
    today = day_of(now)
    end = func.upper(UnitPeriod.during)
    not_over = or_(end.is_(None), end > today, UnitPeriod.reason == PLANNED, UnitPeriod.kind == "hold")
    home = contains_eager(Unit.property)
    return (
        select(Unit)
        .join(Unit.property)
        .where(Property.authority_code == authority)
        .options(
            home.defer(Property.address),
            home.defer(Property.postcode),
            home.joinedload(Property.ward),
            home.selectinload(Property.policies),
            selectinload(Unit.periods),
            with_loader_criteria(UnitPeriod, and_(in_force(now), not_over)),
        )
        .order_by(Unit.id)
    )


def whole_household(entry: Any) -> tuple[Any, ...]:
    """Loader options for everything of a household that decides where it may go; `entry` leads to it."""
    concerns = entry.selectinload(Household.concerns)
    return (
        entry.selectinload(Household.people).options(defer(Person.name)),
        entry.selectinload(Household.births),
        concerns.options(defer(PersonOfConcern.name)),
        concerns.selectinload(PersonOfConcern.places).options(defer(ConcernPlace.postcode)),
        entry.selectinload(Household.near).options(defer(NearPlace.postcode)),
        entry.selectinload(Household.excluded),
    )


def _seeking(authority: str, only: UUID | None) -> Select[Presentation]:
    query = (
        select(Presentation)
        .where(Presentation.authority_code == authority, Presentation.ended_at.is_(None))
        .options(
            *whole_household(joinedload(Presentation.household)),
            selectinload(Presentation.bands).options(defer(BandDecision.reason)),
            selectinload(Presentation.stages),
        )
        .order_by(Presentation.household_id)
    )
    return query if only is None else query.where(Presentation.household_id == only)


def read_there(session: Session, ids: Iterable[UUID]) -> dict[UUID, Household]:
    """Whoever lives somewhere, by id, with what is compared of them: people and people of concern, without names."""
    options = (
        selectinload(Household.people).options(defer(Person.name)),
        selectinload(Household.concerns).options(defer(PersonOfConcern.name)),
    )
    found = session.scalars(select(Household).where(Household.id.in_(ids)).options(*options))
    return {household.id: household for household in found}


def _declined(authority: str, only: UUID | None) -> Select[UUID, UUID]:
    """Pairs to which somebody said no, unless it was taken back or leads to nothing (pathway.consequences).

    Her own no is kept whenever she said it; a provider's for as long as that presentation is open: nobody who comes
    back is shut out by what was said of her before.
    """
    again = exists().where(NoOutcome.event_id == OfferEvent.id, NoOutcome.consequence == Consequence.NOTHING)
    still = or_(OfferEvent.event == Event.SHE_DECLINED, Presentation.ended_at.is_(None))
    query = (
        select(Offer.household_id, Offer.unit_id)
        .join(Offer.events)
        .join(Presentation, Presentation.id == Offer.presentation_id)
        .where(Offer.authority_code == authority, OfferEvent.event.in_(SAID_NO))
        .where(OfferEvent.taken_back_at.is_(None), ~again, still)
        .distinct()
    )
    return query if only is None else query.where(Offer.household_id == only)


def _promised(authority: str, now: datetime) -> Select[UUID]:
    """Households with an open offer whose time is not over."""
    return select(Offer.household_id).where(
        Offer.authority_code == authority, Offer.ended_at.is_(None), Offer.hold_id.not_in(over(now).scalar_subquery())
    )


def _proposed(authority: str, only: UUID | None) -> Select[UUID, UUID | None]:
    newest = (
        select(MatchRun.id)
        .where(MatchRun.authority_code == authority)
        .order_by(MatchRun.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    held_back = exists().where(ProposalDecision.proposal_id == Proposal.id, ProposalDecision.decision == "held_back")
    query = select(Proposal.household_id, Proposal.unit_id).where(
        Proposal.run_id == newest, Proposal.unit_id.is_not(None), ~held_back
    )
    return query if only is None else query.where(Proposal.household_id == only)
