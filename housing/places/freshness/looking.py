"""When a unit was last said to be right, and by whom: in the words of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, lateral, select, true
from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.codes import setting
from housing.people.models import Account, Membership, Organisation
from housing.places.models import Property, Unit, VacancyCheck
from housing.places.words import confirmed

STALE, ESCALATED = "vacancy.stale_hours", "vacancy.escalated_hours"
BY_TELEPHONE = "the council, who telephoned"


@dataclass(frozen=True, slots=True)
class Look:
    """The last time that somebody said what Haven shows of a unit is right.

    `person`: who, by name. `provider`: the unit's provider, by name. `own`: the person works there; else it was
    somebody of the council who had telephoned.
    """

    at: datetime
    person: str
    provider: str
    own: bool

    def by_for_provider(self) -> str:
        """Who it was, for the provider's own staff."""
        return self.person if self.own else BY_TELEPHONE

    def by_for_council(self) -> str:
        """Who it was, for the council's staff: the organisation, not the person."""
        return self.provider if self.own else BY_TELEPHONE


def last_looks(session: Session, unit_ids: Iterable[UUID]) -> dict[UUID, Look]:
    """Each unit's last look, without those that never had one: one query, along the index."""
    newest = lateral(
        select(VacancyCheck.at, VacancyCheck.by)
        .where(VacancyCheck.unit_id == Unit.id)
        .order_by(VacancyCheck.at.desc())
        .limit(1)
    )
    works_there = exists().where(
        Membership.account_id == newest.c.by, Membership.organisation_id == Property.organisation_id
    )
    query = (
        select(Unit.id, newest.c.at, Account.name, Organisation.name, works_there)
        .join(Property, Property.id == Unit.property_id)
        .join(Organisation, Organisation.id == Property.organisation_id)
        .join(newest, true())
        .outerjoin(Account, Account.id == newest.c.by)
        .where(Unit.id.in_(list(unit_ids)))
    )
    return {
        unit_id: Look(at, person or "Haven", provider, own or person is None)
        for unit_id, at, person, provider, own in session.execute(query)
    }


def stale_after(session: Session, authority: str, now: datetime, key: str = STALE) -> timedelta:
    """How long a look counts at a council (setting)."""
    hours: float = setting(session, key, authority=authority, on=day_of(now))
    return timedelta(hours=hours)


def is_stale(look: Look | None, after: timedelta, *, now: datetime) -> bool:
    """Whether nobody has said for too long that it is right; exactly so long ago is still soon enough."""
    return look is None or now - look.at > after


def to_confirm_first(session: Session, unit_ids: Iterable[UUID], *, authority: str, now: datetime) -> Mapping[str, str]:
    """Of these units of one council those to be confirmed before they are offered, by id as text, in words for the
    council's staff: "Confirmed 9:10am on 20 November 2026 by Canary Refuge", "Never confirmed". Two queries.
    """
    wanted = list(unit_ids)
    after, looks = stale_after(session, authority, now), last_looks(session, wanted)
    return {
        str(unit_id): said_for_council(looks.get(unit_id), now=now)
        for unit_id in wanted
        if is_stale(looks.get(unit_id), after, now=now)
    }


def said_for_council(look: Look | None, *, now: datetime) -> str:
    """A look in words for the council's staff."""
    return confirmed(look.at, now=now, by=look.by_for_council()) if look else confirmed(None, now=now)
