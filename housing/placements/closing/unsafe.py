"""A building in which nobody may stay: offers of it end, and everybody who lives there needs another place at once.

Works inside the caller's transaction, after every unit has been locked. The cases are locked before the first line is
written, and the lines of the audit trail come last (docs/adr/0034).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from housing import outbox
from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import setting
from housing.households import timeline
from housing.households.models import Household
from housing.people.models import Account, Membership, Organisation
from housing.people.queries import in_force
from housing.placements.closing.scopes import Scope
from housing.placements.models import Offer, Stay
from housing.placements.offers import life, opening
from housing.placements.offers.telling import tell_council, tell_provider, tell_story
from housing.placements.reach import open_to
from housing.presentations.models import Presentation
from housing.tasks.models import Task
from housing.tasks.raising import raise_task, settle_tasks
from pathway.calendar import add_hours
from pathway.offers import Event

KIND = "re_placement"
REASON = "found_unsafe"  # of the list of reasons for withdrawing an offer
Living = Row[UUID, UUID, UUID, UUID, UUID | None]


def end_offers(session: Session, scope: Scope, *, by: Actor, now: datetime) -> list[Offer]:
    """End every open offer of these units and tell both sides; the lines of the audit trail are `noted` later."""
    query = select(Offer.id).where(Offer.unit_id.in_(_ids(scope)), Offer.ended_at.is_(None)).order_by(Offer.unit_id)
    offers = [opening.locked(session, offer_id) for offer_id in session.scalars(query).all()]
    for offer in offers:
        life.happen(session, offer, Event.WITHDRAWN, by=by, now=now, reason=REASON)
        words = f"{offer.unit.code} was closed as unsafe: its offer has ended. Her priority is unchanged."
        tell_story(session, offer, words, by=by, now=now)
        tell_council(session, offer, "offer_ended", now=now)
        tell_provider(session, offer, "offer_ended", now=now)
    return offers


def who_lives_there(session: Session, scope: Scope) -> list[Living]:
    """The stays in these units whose end nobody has recorded, their cases locked against change."""
    query = (
        select(
            Stay.unit_id, Stay.household_id, Stay.presentation_id, Household.organisation_id, Presentation.officer_id
        )
        .join(Household, Household.id == Stay.household_id)
        .join(Presentation, Presentation.id == Stay.presentation_id)
        .where(Stay.unit_id.in_(_ids(scope)), ~Stay.departure.has())
        .order_by(Stay.unit_id, Stay.household_id)
    )
    found = session.execute(query).all()
    for each in found:
        opening.keep_case(session, each.household_id, each.presentation_id)
    return list(found)


def tell_of_closing(session: Session, scope: Scope, living: list[Living], *, by: Actor, now: datetime) -> None:
    """A line in the story of each household, and a message to those at the council who find it another place."""
    codes = {unit.id: unit.code for unit in scope.units}
    for each in living:
        words = f"{codes[each.unit_id]} was closed as unsafe. Another place is needed."
        timeline.tell(session, each.household_id, "stay", words, by=by, now=now)
        for account_id in session.scalars(_council(each, scope.home.authority_code, now)).all():
            outbox.put(session, account_id=account_id, wording="urgent_task", facts={}, now=now)


def raise_tasks(session: Session, scope: Scope, living: list[Living], *, by: Actor, now: datetime) -> None:
    """An urgent task for the homelessness team and one for the household's own team, for each household there."""
    authority = scope.home.authority_code
    hours = setting(session, "closing.replacement_hours", authority=authority, on=day_of(now))
    codes = {unit.id: unit.code for unit in scope.units}
    for each in living:
        owed = ((Role.HOMELESSNESS, None), (Role.OFFICER, each.organisation_id))
        for role, organisation_id in owed:
            raise_task(
                session, kind=KIND, authority=authority, role=role, organisation_id=organisation_id,
                title=f"Find another place for the household in {codes[each.unit_id]}",
                why=f"{scope.code} was closed as unsafe: nobody may stay there.", due_at=add_hours(now, float(hours)),
                urgent=True, household_id=each.household_id, unit_id=each.unit_id,
                once=_cause(each.unit_id, each.household_id, role), by=by, now=now,
            )  # fmt: skip


def settle(session: Session, units: list[UUID], *, by: Actor, now: datetime, household_id: UUID | None = None) -> int:
    """Close the tasks of these units, or one household's of them: they are open again, or the household has left."""
    query = select(Task.once, Task.authority_code).where(
        Task.kind == KIND, Task.unit_id.in_(units), Task.closed_at.is_(None)
    )
    if household_id is not None:
        query = query.where(Task.household_id == household_id)
    return sum(
        settle_tasks(session, once=once, authority=authority, by=by, now=now)
        for once, authority in session.execute(query.order_by(Task.id)).all()
        if once is not None
    )


def _cause(unit_id: UUID, household_id: UUID, role: Role) -> str:
    return f"unsafe:{unit_id}:{household_id}:{role}"


def _council(living: Living, authority: str, now: datetime) -> Select[UUID]:
    """Her officer, and the council's homelessness team, but for those to whom the case is closed."""
    team = (Membership.role == Role.HOMELESSNESS) & (Organisation.authority_code == authority)
    return (
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(Household, Household.id == living.household_id)
        .where(or_(team, Membership.account_id == living.officer_id), in_force(day_of(now)))
        .where(Account.closed_at.is_(None), open_to(Membership.account_id))
        .distinct()
        .order_by(Membership.account_id)
    )


def _ids(scope: Scope) -> list[UUID]:
    return [unit.id for unit in scope.units]


__all__ = ["KIND", "Living", "end_offers", "raise_tasks", "settle", "tell_of_closing", "who_lives_there"]
