"""From one unit to another: the old stay ends when the new one begins, or nothing of it happens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import clock
from housing.outbox import OutboxMessage
from housing.placements.models import Departure, Offer, Stay
from housing.placements.offers import cascade
from housing.placements.offers.opening import locked
from housing.placements.offers.services import record_arrival
from housing.placements.transfers.services import record_transfer
from housing.places.diary import PlaceTaken
from housing.places.models import Unit
from housing.refusals import Refused
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import NOW, TODAY
from tests.housing.signing_in import sign_in_as

LATER = NOW + timedelta(days=10)


def moves(there: Arranged) -> tuple[Unit, Offer]:
    """She lives in the unit for ten days, and another of the same provider is accepted by both."""
    first = there.offer()
    there.accept(first)
    there.arrive(first)
    other = there.town.unit(there.home, looked_at=LATER)
    there.town.session.commit()
    offer = there.offer(unit=other, now=LATER)
    there.accept(offer, now=LATER)
    return other, offer


def say(there: Arranged, offer: Offer, kind: str = "emergency") -> None:
    record_transfer(offer_id=offer.id, kind=kind, reason="Made up: not safe there", by=there.officer, now=LATER)


def test_the_old_stay_ends_when_the_new_one_begins(there: Arranged) -> None:
    other, offer = moves(there)
    say(there, offer)
    there.arrive(offer, now=LATER)
    assert [line.kind for line in there.lines(other)] == ["stay"]
    old = there.lines()[0]
    assert (old.kind, old.during.upper) == ("stay", LATER.date())
    with Session(there.engine) as session:
        departure = session.scalars(select(Departure)).one()
        told = session.scalars(
            select(OutboxMessage.wording).where(OutboxMessage.account_id == there.manager.account_id)
        )
        assert "unit_left" in list(told)
    assert (departure.left_on, departure.reason, departure.destination) == (
        LATER.date(), "moved_for_safety", "other_refuge",
    )  # fmt: skip


def test_without_saying_so_she_lives_in_one_place_at_a_time(there: Arranged) -> None:
    _, offer = moves(there)
    with pytest.raises(PlaceTaken, match="recorded as living in another unit"):
        there.arrive(offer, now=LATER)


def test_if_the_new_place_cannot_begin_the_old_one_has_not_ended(there: Arranged) -> None:
    other, offer = moves(there)
    say(there, offer, "planned")
    with pytest.raises(Refused):
        record_arrival(offer_id=offer.id, arrived_on=TODAY - timedelta(days=1), by=there.manager, now=LATER)
    with Session(there.engine) as session:
        assert session.scalars(select(Departure)).all() == []
    assert [line.kind for line in there.lines(other)] == ["hold"]


def test_it_is_said_once_and_only_of_somebody_who_lives_elsewhere(there: Arranged) -> None:
    offer = there.offer()
    with pytest.raises(Refused, match="not recorded as living in another unit"):
        say(there, offer)
    there.accept(offer)
    there.arrive(offer)
    with pytest.raises(Refused, match="has ended"):
        say(there, offer)
    other = there.town.unit(there.home, looked_at=LATER)
    there.town.session.commit()
    second = there.offer(unit=other, now=LATER)
    say(there, second)
    with pytest.raises(Refused, match="Aisha Demo said so already"):
        say(there, second)
    with Session(there.engine) as session:
        shown = cascade.effects(session, there.officer, locked(session, second.id), now=LATER)
    assert f"they stay in {there.unit.code}" in " ".join(each.sentence for each in shown)


def test_the_page_asks_which_sort_and_why(client: FlaskClient, served: Arranged) -> None:
    now = clock.now()
    first = served.offer(now=now)
    served.accept(first, now=now)
    record_arrival(offer_id=first.id, arrived_on=clock.day_of(now), by=served.manager, now=now)
    other = served.town.unit(served.home)
    served.town.session.commit()
    offer = served.offer(unit=other, now=now)
    sign_in_as(client, served.officer)
    assert "Say that this is a transfer before they arrive" in client.get(f"/offers/{offer.id}").get_data(as_text=True)
    at = f"/offers/{offer.id}/transfer"
    shown = client.post(at, data={"kind": "planned", "reason": ""}).get_data(as_text=True)
    assert "Enter why they move" in shown
    sent = {"kind": "planned", "reason": "Made up: a home of her own size"}
    assert "The old stay ends by itself" in client.post(at, data=sent, follow_redirects=True).get_data(as_text=True)
    assert "Planned, said by Aisha Demo" in client.get(f"/offers/{offer.id}").get_data(as_text=True)
    assert served.town.session.scalars(select(Stay)).one().unit_id == served.unit.id
