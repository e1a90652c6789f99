"""Half of the time for an answer has gone: whoever offered is reminded, once for each side, until it is answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from housing import db
from housing.households.models import SafeContact
from housing.placements.models import Offer
from housing.placements.offers.owed import follow_offers
from housing.tasks.models import Task
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import NOW

LEAST = timedelta(minutes=1)


def reminders() -> list[tuple[str, bool]]:
    """Which reminders there are, and whether they are open."""
    with db.reading() as session:
        query = select(Task.title, Task.closed_at).where(Task.kind == "answer-half-gone").order_by(Task.title)
        return [(title, closed is None) for title, closed in session.execute(query)]


def half_of(offer: Offer, until: datetime) -> datetime:
    return offer.made_at + (until - offer.made_at) / 2


def test_each_side_is_asked_for_once_half_of_its_time_has_gone(there: Arranged) -> None:
    offer = there.offer()
    provider, hers = half_of(offer, offer.answer_due_at), half_of(offer, offer.lapses_at)
    assert NOW < provider <= hers
    follow_offers(now=provider - LEAST)
    assert reminders() == []
    for _ in range(2):
        follow_offers(now=hers)
    assert reminders() == [("Ask her what she says to the offer", True), ("Ask the provider for its answer", True)]
    there.accept(offer, now=hers)
    follow_offers(now=hers + LEAST)
    assert [is_open for _, is_open in reminders()] == [False, False]


def test_nobody_presses_her_while_she_cannot_be_reached_safely(there: Arranged) -> None:
    offer = there.offer()
    with db.transaction() as session:
        contact = session.get(SafeContact, offer.household_id)
        if contact is None:
            contact = SafeContact(household_id=offer.household_id)
            session.add(contact)
        contact.methods = []
    follow_offers(now=half_of(offer, offer.lapses_at))
    assert [title for title, _ in reminders()] == ["Ask the provider for its answer"]
