"""Reading runs: the newest, an older one, their proposals; only of councils and households within the actor's reach."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, selectinload

from housing.access import Actor, NotFound
from housing.households.models import ConcernPlace, Household, Person, PersonOfConcern
from housing.households.queries import visible
from housing.placements.matching.words import KINDS, unit_code
from housing.placements.models import MatchRun, Offer, Proposal
from housing.places.models import Property, Unit, Ward

PAGE = 30
WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class UnitName:
    """What council staff may know of a unit before an offer is accepted: codes, kind, and the ward's name.

    `ward` is "" where the provider keeps the area back, as of every refuge: not even its ward is known.
    """

    id: str
    code: str
    home: str
    kind: str
    home_id: str
    ward: str = ""

    @property
    def kept_back(self) -> bool:
        """Whether nothing may be said that would find it: every refuge, and whatever keeps its area back."""
        return self.kind == "refuge" or not self.ward

    @property
    def said(self) -> str:
        """The unit as people say it: "R1, unit 4, refuge"; a home of its own by one code, "D07, dispersed home"."""
        return f"{self.codes}, {KINDS[self.kind].lower()}"

    @property
    def codes(self) -> str:
        """The unit by its codes alone."""
        return unit_code(self.home, self.code)

    @property
    def kind_said(self) -> str:
        """The kind of accommodation, in words."""
        return KINDS[self.kind]


def newest(session: Session, actor: Actor) -> MatchRun | None:
    """The newest run of the actor's council, or None where there has been none."""
    return session.scalar(_runs(actor).order_by(MatchRun.number.desc()).limit(1))


def one(session: Session, actor: Actor, run_id: UUID) -> MatchRun:
    """A run with its documents.

    Raises:
        NotFound: it is not there, or of another council.
    """
    run = session.scalar(_runs(actor).where(MatchRun.id == run_id))
    if run is None:
        raise NotFound("run")
    return run


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a run whether or not its documents open."""

    number: int
    authority_code: str
    newest: bool


def known(session: Session, actor: Actor, run_id: UUID) -> Known:
    """A run without its documents, and whether it is the newest of the actor's councils.

    Raises:
        NotFound: it is not there, or of another council.
    """
    ours = MatchRun.authority_code.in_(_councils(actor))
    newest = select(func.max(MatchRun.number)).where(ours).scalar_subquery()
    query = select(MatchRun.number, MatchRun.authority_code, MatchRun.number == newest)
    found = session.execute(query.where(MatchRun.id == run_id, ours)).first()
    if found is None:
        raise NotFound("run")
    return Known(*found)


def count(session: Session, actor: Actor) -> int:
    """How many runs there are."""
    query = select(func.count()).select_from(MatchRun).where(MatchRun.authority_code.in_(_councils(actor)))
    return session.scalar(query) or 0


def past(session: Session, actor: Actor, *, page: int = 1) -> list[MatchRun]:
    """One page of runs, newest first, without their documents."""
    light = defer(MatchRun.problem), defer(MatchRun.result), defer(MatchRun.edits)
    query = _runs(actor).options(*light).order_by(MatchRun.number.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return list(session.scalars(query))


def before(session: Session, run: MatchRun) -> dict[UUID, UUID | None]:
    """What the newest run of an earlier day proposed: unit by household. Empty where there is none."""
    earlier = (
        select(MatchRun.id)
        .where(MatchRun.authority_code == run.authority_code, MatchRun.as_of < run.as_of)
        .order_by(MatchRun.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(Proposal.household_id, Proposal.unit_id).where(Proposal.run_id == earlier)
    return dict(session.execute(query).all())


def proposals(session: Session, actor: Actor, run: MatchRun) -> list[Proposal]:
    """A run's lines about households that the actor may see, most urgent first, with unit and decisions."""
    return list(session.scalars(_proposals(actor).where(Proposal.run_id == run.id).order_by(Proposal.position)))


def proposal(session: Session, actor: Actor, proposal_id: UUID, permission: str = "run.read") -> Proposal:
    """One line of a run.

    Raises:
        NotFound: it is not there, or its household is not for this person.
    """
    found = session.scalar(_proposals(actor, permission).where(Proposal.id == proposal_id))
    if found is None:
        raise NotFound("proposal")
    return found


def ended_offers(session: Session, lines: Sequence[Proposal]) -> set[UUID]:
    """Those offers made on these proposals that have ended: their households may be decided on again."""
    made = [decision.offer_id for line in lines for decision in line.decisions if decision.offer_id]
    return set(session.scalars(select(Offer.id).where(Offer.id.in_(made), Offer.ended_at.is_not(None))))


def current(session: Session, actor: Actor, household_id: UUID, permission: str) -> Proposal | None:
    """The household's line of its council's newest run, with a unit or without; the line alone."""
    latest = (
        select(MatchRun.id)
        .where(MatchRun.authority_code == Household.authority_code)
        .order_by(MatchRun.number.desc())
        .limit(1)
        .correlate(Household)
        .scalar_subquery()
    )
    query = (
        select(Proposal)
        .join(Proposal.household)
        .where(visible(actor, permission), Proposal.household_id == household_id)
        .where(Proposal.run_id == latest)
    )
    return session.scalar(query)


def newest_line(session: Session, actor: Actor, household_id: UUID, permission: str) -> tuple[MatchRun, Proposal]:
    """The newest run that the household was in, with its documents, and the household's line there.

    Raises:
        NotFound: the household is not for this person, or no run has looked for a place for it.
    """
    query = (
        select(MatchRun, Proposal)
        .join(Proposal, Proposal.run_id == MatchRun.id)
        .join(Proposal.household)
        .where(visible(actor, permission), Proposal.household_id == household_id)
        .order_by(MatchRun.number.desc())
        .limit(1)
        .options(contains_eager(Proposal.household))
    )
    found = session.execute(query).first()
    if found is None:
        raise NotFound("run")
    return found[0], found[1]


def unit_names(session: Session, authority: str) -> dict[str, UnitName]:
    """Every unit of a council by its id, as a run's documents name it."""
    query = (
        select(Unit.id, Unit.code, Property.code, Property.kind, Property.id, Ward.name, Property.confidential)
        .join(Unit.property)
        .join(Property.ward)
        .where(Property.authority_code == authority)
    )
    return {
        str(unit): UnitName(str(unit), code, home, kind, str(home_id), "" if shown == WITHHELD else ward)
        for unit, code, home, kind, home_id, ward, shown in session.execute(query)
    }


def references(session: Session, actor: Actor, ids: Sequence[UUID], permission: str = "run.read") -> dict[str, str]:
    """References of those of these households that the actor may see, by id."""
    query = select(Household.id, Household.reference).where(Household.id.in_(ids), visible(actor, permission))
    return {str(household): reference for household, reference in session.execute(query)}


def answer(run: MatchRun) -> dict[str, Any]:
    """The run's result document."""
    document: dict[str, Any] = json.loads(run.result)
    return document


def _councils(actor: Actor) -> list[str]:
    return sorted(actor.extent("run.read").authorities)


def _runs(actor: Actor) -> Select[MatchRun]:
    return select(MatchRun).where(MatchRun.authority_code.in_(_councils(actor)))


def _proposals(actor: Actor, permission: str = "run.read") -> Select[Proposal]:
    household = contains_eager(Proposal.household)
    concerns = household.selectinload(Household.concerns)
    return (
        select(Proposal)
        .join(Proposal.household)
        .where(visible(actor, permission))
        .options(
            household.selectinload(Household.people).options(defer(Person.name)),
            household.selectinload(Household.births),
            household.selectinload(Household.excluded),
            concerns.options(defer(PersonOfConcern.name)),
            concerns.selectinload(PersonOfConcern.places).options(defer(ConcernPlace.postcode)),
            joinedload(Proposal.unit)
            .joinedload(Unit.property)
            .options(defer(Property.address), defer(Property.postcode)),
            selectinload(Proposal.decisions),
        )
    )
