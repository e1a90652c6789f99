"""A unit that nobody has confirmed lately is offered after a telephone call, or for a reason; never by accident."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.audit import AuditEntry
from housing.placements.models import Offer
from housing.placements.offers import services
from housing.placements.offers.fresh.confirming import Confirming, NotConfirmed
from housing.placements.offers.fresh.models import OfferConfirming
from housing.places.models import VacancyCheck
from housing.refusals import Refused
from tests.housing.placements.arranging import Arranged, last_looked_at, never_looked_at
from tests.housing.placements.matching.factories import NOW

DAY = timedelta(hours=24)
STALE = NOW - DAY - timedelta(minutes=1)


def offered(there: Arranged, confirming: Confirming | None = None) -> Offer:
    presentation = there.presentation(there.household)
    return services.make_offer(
        presentation_id=presentation.id, unit_id=there.unit.id, why_differs=None, by=there.officer, now=NOW,
        confirming=confirming,
    )  # fmt: skip


def kept(there: Arranged, offer: Offer) -> OfferConfirming | None:
    with Session(there.engine) as session:
        return session.get(OfferConfirming, offer.id)


def test_a_fresh_unit_is_offered_without_a_question(there: Arranged) -> None:
    last_looked_at(there.engine, NOW - DAY, there.manager)
    assert kept(there, offered(there)) is None


def test_a_stale_one_is_refused_and_nothing_is_held(there: Arranged) -> None:
    last_looked_at(there.engine, STALE, there.manager)
    with pytest.raises(NotConfirmed, match="confirmed 9:13am on 22 November 2026 by Made-up refuge") as refused:
        offered(there)
    assert refused.value.field == "how"
    assert there.lines() == []
    never_looked_at(there.engine)
    with pytest.raises(NotConfirmed, match="never confirmed"):
        offered(there, Confirming(said_by="  ", reason="\n"))


def test_a_telephone_call_confirms_the_unit_for_everybody(there: Arranged) -> None:
    last_looked_at(there.engine, STALE, there.manager)
    offer = offered(there, Confirming(said_by="Sara, the night worker (made up)"))
    row = kept(there, offer)
    assert row is not None
    assert (row.said_by, row.reason, row.looked_at) == ("Sara, the night worker (made up)", None, STALE)
    with Session(there.engine) as session:
        newest = session.scalars(select(VacancyCheck).order_by(VacancyCheck.at.desc())).first()
        assert newest is not None
        assert (newest.at, newest.by) == (NOW, there.officer.account_id)
        actions = list(session.scalars(select(AuditEntry.action)))
    assert {"unit.confirmed_by_telephone", "offer.confirmed_first"} <= set(actions)


def test_going_on_without_keeps_the_reason_and_confirms_nothing(there: Arranged) -> None:
    last_looked_at(there.engine, STALE, there.manager)
    row = kept(there, offered(there, Confirming(reason="Nobody answers and she cannot wait (made up)")))
    assert row is not None
    assert (row.said_by, row.reason) == (None, "Nobody answers and she cannot wait (made up)")
    with Session(there.engine) as session:
        assert [check.at for check in session.scalars(select(VacancyCheck))] == [STALE]


@pytest.mark.parametrize(
    ("given", "field"), [(Confirming(said_by="x" * 201), "said_by"), (Confirming(reason="x" * 2001), "go_on_because")]
)
def test_what_is_too_long_is_refused_on_its_question(there: Arranged, given: Confirming, field: str) -> None:
    never_looked_at(there.engine)
    with pytest.raises(Refused, match="characters or fewer") as refused:
        offered(there, given)
    assert refused.value.field == field


def test_what_was_said_is_sealed(there: Arranged) -> None:
    never_looked_at(there.engine)
    offer = offered(there, Confirming(said_by="Canary Nightworker"))
    with there.engine.connect() as connection:
        stored = connection.exec_driver_sql(f"select said_by from offer_confirming where offer_id = '{offer.id}'")
        assert b"Canary" not in bytes(stored.scalar_one())
