"""Handovers: whom a case may be offered to, what waits for somebody's answer, and as much of it as they may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from housing.access import POLICY, Actor, NotFound
from housing.clock import day_of
from housing.households.models import Household, Person
from housing.households.queries import READ, visible
from housing.people.models import Account, ConflictOfInterest, Membership, Organisation
from housing.people.queries import in_force
from housing.presentations.handover.models import Handover
from housing.presentations.index.queries import band_now, stage_now
from housing.presentations.models import Presentation
from housing.presentations.worker.queries import OWN


@dataclass(frozen=True, slots=True)
class Offered:
    """A handover with as much of the case as whoever is asked needs to answer: no name, no address, no number.

    `adults` and `children` are as recorded; `known` whether this person may open the case already.
    """

    handover: Handover
    reference: str
    band: int | None
    stage: str | None
    adults: int
    children: int
    to_name: str
    known: bool


def asked(actor: Actor) -> ColumnElement[bool]:
    """Handovers that this person may answer: offered to them, or to a team in which they could work on the case.

    Never of a case from which they are barred.
    """
    teams = sorted(actor.extent(OWN).organisations)
    barred = exists().where(
        ConflictOfInterest.household_id == Handover.household_id, ConflictOfInterest.account_id == actor.account_id
    )
    mine = or_(Handover.to_account_id == actor.account_id, Handover.to_organisation_id.in_(teams))
    return mine & ~barred


def offered(actor: Actor) -> ColumnElement[bool]:
    """Handovers of cases that this person may see: theirs to take back."""
    return Handover.household_id.in_(select(Household.id).where(visible(actor)).correlate(None))


def waiting(session: Session, actor: Actor, now: datetime) -> list[Offered]:
    """What waits for this person's answer, the first to lapse first."""
    query = _select(actor).where(asked(actor), *_open(now)).order_by(Handover.lapses_at, Handover.id)
    return _read(session, query)


def count(session: Session, actor: Actor, now: datetime) -> int:
    """How many wait for this person's answer."""
    return session.scalar(select(func.count(Handover.id)).where(asked(actor), *_open(now))) or 0


def under_way(session: Session, actor: Actor, now: datetime) -> list[Offered]:
    """Handovers of cases that this person may see which others have not answered yet."""
    query = _select(actor).where(offered(actor), ~asked(actor), *_open(now)).order_by(Handover.lapses_at, Handover.id)
    return _read(session, query)


def one(session: Session, actor: Actor, handover_id: UUID) -> Offered:
    """One handover, open or ended.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    found = _read(session, _select(actor).where(Handover.id == handover_id, or_(asked(actor), offered(actor))))
    if not found:
        raise NotFound("handover")
    return found[0]


def open_of(session: Session, presentation_id: UUID) -> Handover | None:
    """The handover of a case that has not been answered."""
    return session.scalar(
        select(Handover).where(Handover.presentation_id == presentation_id, Handover.closed_at.is_(None))
    )


def past(session: Session, presentation_id: UUID) -> Sequence[Handover]:
    """How the handovers of a case ended, the newest first."""
    query = select(Handover).where(Handover.presentation_id == presentation_id, Handover.closed_at.is_not(None))
    return session.scalars(query.order_by(Handover.offered_at.desc())).all()


def teams(session: Session, household: Household, now: datetime) -> dict[UUID, str]:
    """The other teams of the council in which somebody could work on the case, as {id: name}."""
    reads = [role.value for role in POLICY[READ]]
    works = exists().where(
        Membership.organisation_id == Organisation.id,
        Membership.role.in_(reads),
        in_force(day_of(now)),
        Account.id == Membership.account_id,
        Account.closed_at.is_(None),
    )
    query = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.authority_code == household.authority_code, Organisation.kind == "council", works)
        .where(Organisation.id != household.organisation_id)
        .order_by(Organisation.name)
    )
    return dict(session.execute(query).all())


def _open(now: datetime) -> Sequence[ColumnElement[bool]]:
    return (Handover.closed_at.is_(None), Handover.lapses_at > now)


def _select(actor: Actor) -> Select[Handover, str, int, str, int, int, str | None, str | None, bool]:
    account, team = aliased(Account), aliased(Organisation)

    def people(role: str) -> ColumnElement[int]:
        counted = select(func.count()).where(Person.household_id == Household.id, Person.role == role)
        return counted.scalar_subquery()

    return (
        select(
            Handover, Household.reference, band_now, stage_now, people("adult"), people("child"), account.name,
            team.name, visible(actor),
        )
        .join(Presentation, Presentation.id == Handover.presentation_id)
        .join(Household, Household.id == Handover.household_id)
        .outerjoin(account, account.id == Handover.to_account_id)
        .outerjoin(team, team.id == Handover.to_organisation_id)
    )  # fmt: skip


def _read(
    session: Session, query: Select[Handover, str, int, str, int, int, str | None, str | None, bool]
) -> list[Offered]:
    return [
        Offered(handover, reference, band, stage, adults, children, account or team or "", known)
        for handover, reference, band, stage, adults, children, account, team, known in session.execute(query)
    ]
