"""What the home page counts: for each role its own, and nothing where there is none of it."""

from __future__ import annotations

from datetime import timedelta

from housing import clock, db
from housing.access import Actor, Role
from housing.placements.offers import services as offers
from housing.waiting import waits_for
from tests.housing.placements.arranging import Arranged, never_looked_at, refuge_manager
from tests.housing.placements.matching.factories import NOW

TODAY = clock.day_of(NOW)


def waits(actor: Actor, days: int = 0) -> list[tuple[int, str, bool]]:
    """What waits for somebody, so many days later."""
    with db.reading() as session:
        found = waits_for(session, actor, NOW + timedelta(days=days), href=str)
    assert all(each.href for each in found)
    return [(each.count, each.text, each.urgent) for each in found]


def test_a_referral_waits_until_it_is_answered_and_then_the_arrival_waits(there: Arranged) -> None:
    offers.make_offer(
        presentation_id=there.presentation(there.household).id, unit_id=there.unit.id, why_differs=None,
        by=there.officer, now=NOW,
    )  # fmt: skip
    assert (1, "referral to answer", True) in waits(there.manager)
    assert "arrival" not in str(waits(there.manager))


def test_an_offer_lapses_today_unless_both_sides_have_accepted(there: Arranged) -> None:
    offer = there.offer()
    later = (clock.day_of(offer.lapses_at) - TODAY).days
    assert later > 0
    assert "laps" not in str(waits(there.officer))
    assert (1, "offer lapses today", True) in waits(there.officer, later)
    there.accept(offer)
    assert "laps" not in str(waits(there.officer, later))
    assert (1, "arrival to record", False) in waits(there.manager)


def test_units_that_nobody_has_looked_at_and_departures_overdue(there: Arranged) -> None:
    never_looked_at(there.engine)
    assert (1, "unit to look at again", False) in waits(there.manager)
    assert (1, "unit that its provider has not looked at lately", False) in waits(there.officer)
    there.town.line(there.unit, "stay", from_on=TODAY - timedelta(days=9), until_on=TODAY - timedelta(days=1),
                    household=there.town.household(), reason="planned")  # fmt: skip
    there.town.session.commit()
    assert (1, "departure overdue", True) in waits(there.manager)


def test_nobody_counts_what_is_not_theirs(there: Arranged) -> None:
    there.offer()
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    strategist = there.town.actor(Role.STRATEGY)
    there.town.session.commit()
    assert waits(stranger) == []
    assert waits(strategist) == []
