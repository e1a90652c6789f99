"""What a person asks for when they pin or ban, checked before anything is solved: the pair, the days, who was first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session, joinedload

from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.codes import settings
from housing.households.models import Household
from housing.households.queries import visible
from housing.placements.matching import words
from housing.placements.matching.edits.models import BAN, PIN, MatchEdit
from housing.placements.matching.edits.queries import PERMISSION
from housing.placements.matching.edits.standing import said_of_ban
from housing.placements.matching.runs.queries import UnitName, unit_names
from housing.placements.models import Offer
from housing.places.models import Property, Unit
from housing.refusals import Refused
from housing.web.filters import said_date, said_moment

DEFAULT_DAYS, LONGEST_DAYS = "match_edit.days", "match_edit.longest_days"


class AlreadySaid(Refused):
    """A pin or a ban stands that leaves no room for this one: the sentence says whose, since when and until when."""

    def __init__(self, sentence: str, standing: MatchEdit) -> None:
        super().__init__(sentence)
        self.standing = standing


@dataclass(frozen=True, slots=True)
class Asked:
    """One pin or ban that somebody asks for, about a household within their reach and a unit of its council."""

    kind: str
    household_id: UUID
    reference: str
    authority: str
    unit: UnitName
    units: dict[str, UnitName]

    @property
    def unit_id(self) -> UUID:
        """The unit's id as stored."""
        return UUID(self.unit.id)


@dataclass(frozen=True, slots=True)
class Days:
    """How long a pin or a ban counts: the last day where nobody says, and the last that may be said."""

    usual: date
    latest: date


def asked(session: Session, actor: Actor, kind: str, household_id: UUID, unit_id: UUID) -> Asked:
    """The pair, if both are the actor's to speak of.

    Raises:
        NotFound: the household is not within the actor's reach, or the unit is not of its council.
    """
    query = select(Household.reference, Household.authority_code)
    found = session.execute(query.where(Household.id == household_id, visible(actor, PERMISSION))).first()
    if found is None:
        raise NotFound("household")
    reference, authority = found
    units = unit_names(session, authority)
    if str(unit_id) not in units:
        raise NotFound("unit")
    return Asked(kind, household_id, reference, authority, units[str(unit_id)], units)


def days(session: Session, authority: str, today: date) -> Days:
    """The council's usual and longest time, as days from today, both in force today."""
    found = settings(session, (DEFAULT_DAYS, LONGEST_DAYS), authority=authority, on=today)
    latest = today + timedelta(days=found[LONGEST_DAYS])
    return Days(min(today + timedelta(days=found[DEFAULT_DAYS]), latest), latest)


def period(session: Session, authority: str, last_on: date, now: datetime) -> Range[date]:
    """The days over which it counts: from today in London to the end of the last day.

    Raises:
        Refused: the last day is past, or later than the council's longest time.
    """
    today = day_of(now)
    latest = days(session, authority, today).latest
    if not today <= last_on <= latest:
        raise Refused(f"The last day must be between today and {said_date(latest)}", field="last_on")
    return Range(today, last_on + timedelta(days=1), bounds="[)")


def refuse_if_spoken_for(session: Session, wanted: Asked, during: Range[date]) -> None:
    """Stop a pin or a ban that what stands leaves no room for; the database has the last word.

    Raises:
        AlreadySaid: a pin or a ban of this pair, or a pin of this household or unit, stands on one of those days.
        Refused: an offer of this unit to this household is open.
    """
    same_pair = (MatchEdit.household_id == wanted.household_id) & (MatchEdit.unit_id == wanted.unit_id)
    either = or_(MatchEdit.household_id == wanted.household_id, MatchEdit.unit_id == wanted.unit_id)
    in_the_way = or_(same_pair, either & (MatchEdit.kind == PIN)) if wanted.kind == PIN else same_pair
    unit = joinedload(MatchEdit.unit).joinedload(Unit.property)
    query = (
        select(MatchEdit)
        .where(in_the_way, MatchEdit.lifted_at.is_(None), MatchEdit.during.overlaps(during))
        .options(unit.load_only(Property.code))
        .order_by(same_pair.desc(), MatchEdit.made_at, MatchEdit.id)
        .limit(1)
    )
    standing = session.scalar(query.execution_options(populate_existing=True))
    if standing is not None:
        raise AlreadySaid(_who_was_first(wanted, standing), standing)
    offered = exists().where(
        Offer.household_id == wanted.household_id, Offer.unit_id == wanted.unit_id, Offer.ended_at.is_(None)
    )
    if session.scalar(select(offered)):
        raise Refused("An offer of this unit to this household is open. Withdraw the offer first.")


def _who_was_first(wanted: Asked, standing: MatchEdit) -> str:
    hers, same_unit = standing.household_id == wanted.household_id, standing.unit_id == wanted.unit_id
    if standing.kind == BAN:
        return f"{wanted.reference}: {said_of_ban(standing)}" if wanted.kind == PIN else said_of_ban(standing)
    code = words.unit_code(standing.unit.property.code, standing.unit.code)
    whom = wanted.reference if hers else "another household"
    first = (
        f"{standing.made_by_name} pinned {whom} to {code} at {said_moment(standing.made_at)}, "
        f"to the end of {said_date(standing.last_on)}."
    )
    if hers:
        return f"{first} Lift that pin first." if wanted.kind == BAN or not same_unit else first
    return f"{first} Select another unit, or ask them to lift it."
