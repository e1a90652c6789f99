"""The panels on reaching her, on her support and on her safety: a few lines each, by at most two queries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.disclosures import Disclosure
from housing.households.contacting.models import MayBeTold, UnsafeMark
from housing.households.orders.queries import orders_of
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part
from housing.presentations.safety.models import Incident, SafetyPlan
from housing.presentations.support.models import ContactEntry, EssentialsPack, ReferralOut, ReferralOutEvent


def reach_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """How many others may be told, how many numbers or addresses are never used, how often somebody was told."""
    of_her = presentation.household_id
    told = select(func.count(MayBeTold.id)).where(
        MayBeTold.household_id == of_her,
        MayBeTold.ended_at.is_(None),
        or_(MayBeTold.until_on.is_(None), MayBeTold.until_on >= day_of(now)),
    )
    unsafe = select(func.count(UnsafeMark.id)).where(UnsafeMark.household_id == of_her, UnsafeMark.lifted_at.is_(None))
    log = select(func.count(Disclosure.id)).where(Disclosure.household_id == of_her)
    counted = session.execute(select(*(each.scalar_subquery() for each in (told, unsafe, log)))).one()
    facts = dict(zip(("told", "unsafe", "log"), counted, strict=True))
    return Panel("presentations/support/reach_panel.html", facts, part=Part.CONTACT, order=10)


def safety_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """The last incident, where the safety plan stands, and which orders protect her; two queries."""
    of_her = presentation.household_id
    incidents = Incident.household_id == of_her
    newest = select(SafetyPlan).where(SafetyPlan.household_id == of_her).order_by(SafetyPlan.version.desc()).limit(1)
    plan = newest.subquery()
    found = session.execute(
        select(
            select(func.count(Incident.id)).where(incidents).scalar_subquery(),
            select(func.max(Incident.happened_on)).where(incidents).scalar_subquery(),
            select(plan.c.version).scalar_subquery(),
            select(plan.c.agreed_on).scalar_subquery(),
            select(plan.c.review_on).scalar_subquery(),
        )
    ).one()
    names = ("incidents", "last_incident", "version", "agreed_on", "review_on")
    standing = [each for each in orders_of(session, of_her, day_of(now)) if each.open]
    facts = dict(zip(names, found, strict=True)) | {"orders": standing, "today": day_of(now)}
    return Panel(
        "presentations/support/safety_panel.html", facts, heading="Plan, incidents and orders", part=Part.SAFETY
    )


def support_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """When she was last spoken to, and how many services have not answered; one query."""
    of_her = presentation.household_id
    waiting = (
        ReferralOut.household_id == of_her,
        ReferralOut.ended_at.is_(None),
        ~exists().where(ReferralOutEvent.referral_id == ReferralOut.id, ReferralOutEvent.event == "answered"),
    )
    late = (*waiting, ReferralOut.answer_by < day_of(now))
    reached = select(func.max(ContactEntry.happened_at)).where(
        ContactEntry.household_id == of_her, ContactEntry.reached
    )
    found = session.execute(
        select(
            reached.scalar_subquery(),
            select(func.count(ReferralOut.id)).where(*waiting).scalar_subquery(),
            select(func.count(ReferralOut.id)).where(*late).scalar_subquery(),
            select(func.max(EssentialsPack.given_on)).where(EssentialsPack.household_id == of_her).scalar_subquery(),
        )
    ).one()
    facts = dict(zip(("reached_at", "waiting", "late", "pack_on"), found, strict=True))
    return Panel("presentations/support/support_panel.html", facts, part=Part.SUPPORT, order=10)
