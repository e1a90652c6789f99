"""What is done for a few of those who wait: contacts, a school, a pack, referrals, an order, an incident, a plan."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from housing.access import Actor
from housing.clock import day_of
from housing.db import reading
from housing.disclosures import Told
from housing.households.contacting.marking import mark_unsafe
from housing.households.contacting.telling import MayKnow, allow_telling
from housing.households.disclosing.services import Telling, record_telling
from housing.households.models import Household
from housing.households.orders.services import Order, hold_risk, record_order
from housing.households.queries import visible
from housing.presentations.models import Presentation
from housing.presentations.safety.incidents import Happened, record_incident
from housing.presentations.safety.plans import Plan, save_plan
from housing.presentations.support.contacts import Contacted, log_contact
from housing.presentations.support.packs import Pack, give_pack
from housing.presentations.support.referrals import Sent, move_referral, send_referral
from housing.presentations.support.schools import Schooling, save_schooling
from pathway.safe_contact import Reached
from seed.cast import Cast
from seed.hours import lately

DAY = timedelta(days=1)
LONG = timedelta(days=10)


def stand_by(cast: Cast, *, now: datetime) -> None:
    """For two households of the officer's team that still wait: much for the one, a little for the other."""
    by = cast.actors["officer"]
    found = _waiting(by, now - LONG)
    if found:
        _much(found[0], by, now)
    if len(found) > 1:
        _little(found[1].id, by, now)


def _waiting(by: Actor, since: datetime) -> list[Household]:
    """Two that have waited since then and fear somebody, with children first, the same ones for the same history."""
    with reading() as session:
        query = (
            select(Household)
            .join(Presentation, Presentation.household_id == Household.id)
            .where(Presentation.ended_at.is_(None), Presentation.presented_at < since)
            .where(visible(by), Household.concerns.any())
            .order_by(Presentation.presented_at.desc())
            .limit(8)
            .options(selectinload(Household.people), selectinload(Household.concerns))
        )
        found = list(session.scalars(query))
    return sorted(found, key=lambda each: not any(person.role == "child" for person in each.people))[:2]


def _much(household: Household, by: Actor, now: datetime) -> None:
    at, her = lately(now, 2), household.id
    on = day_of(at)
    contacted = Contacted(
        at, "in_person", True, "How she sleeps, and what the children need (made up)",
        next_step="Bring the forms for the nursery (made up)", next_on=on + 2 * DAY,
    )  # fmt: skip
    log_contact(household_id=her, contacted=contacted, key=uuid4(), by=by, now=at)
    give_pack(household_id=her, pack=Pack(("clothes", "toiletries", "toys"), on), key=uuid4(), by=by, now=at)
    for service, days_ago in (("by_and_for", 9), ("idva", 3)):
        sent = Sent(service, "Somebody who speaks with her each week (made up)", on - days_ago * DAY, consent=True)
        send_referral(household_id=her, sent=sent, key=uuid4(), by=by, now=at)
    child = next((person for person in household.people if person.role == "child"), None)
    if child is not None:
        schooling = Schooling("Made-up Primary", known=True, support="A quiet room at noon (made up)")
        save_schooling(household_id=her, person_id=child.id, schooling=schooling, by=by, now=at)
    _danger(household, by, now)
    sister = MayKnow("Sister Madeup", ("safe", "children"), who="Her sister", until_on=on + 60 * DAY)
    allow_telling(household_id=her, may_know=sister, key=uuid4(), by=by, now=at)
    mark_unsafe(
        household_id=her, kind=Reached.PHONE, value="+441632960999", why="He has this telephone now (made up)", by=by,
        now=at,
    )  # fmt: skip


def _danger(household: Household, by: Actor, now: datetime) -> None:
    at, her = lately(now, 1), household.id
    on = day_of(at)
    him = household.concerns[0].id
    order = Order(
        him, "non_molestation", on - 160 * DAY, court="Made-up Family Court", ends_on=on + 20 * DAY,
        terms="Not to go near her or ring her (made up)", zones="Her former street, the school (made up)",
    )  # fmt: skip
    record_order(household_id=her, order=order, key=uuid4(), by=by, now=at)
    hold_risk(
        household_id=her, concern_id=him, level="high", why="He broke bail in the spring (made up)", by=by, now=at
    )
    happened = Happened(
        on - DAY, "threats", "online", concern_id=him, reported=True, crime_reference="MADE-UP-1", breach=True,
        finds_her=False, injuries=False, words="Forty messages in one night (made up)",
    )  # fmt: skip
    record_incident(household_id=her, happened=happened, key=uuid4(), by=by, now=at)
    parts = {
        "first": "Lock the door, take the children upstairs (made up)",
        "call": "999, then her sister; the word is marigold (made up)",
        "out": "The back gate, to the neighbour (made up)",
    }
    save_plan(household_id=her, plan=Plan(parts, on + 12 * DAY, agreed_on=on), key=uuid4(), by=by, now=at)


def _little(her: UUID, by: Actor, now: datetime) -> None:
    at, key = lately(now, 3), uuid4()
    on = day_of(at)
    sent = Sent("legal", "Advice on a joint tenancy (made up)", on - 6 * DAY, consent=True)
    send_referral(household_id=her, sent=sent, key=key, by=by, now=at)
    move_referral(
        household_id=her, referral_id=key, event="answered", outcome="accepted", words=None, by=by, now=lately(now, 1)
    )
    told = Told("area", "police", means="call", consent=False, why="Made-up crime number, a missing person report")
    telling = Telling("Constable Madeup, South Yorkshire (made up)", at, told, confirmed=True)
    record_telling(household_id=her, telling=telling, key=uuid4(), by=by, now=at)
