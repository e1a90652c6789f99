"""One accepted offer ends everything else: a hotel is over on the day she arrives at a place of her own."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing.placements.matching.snapshot import take
from housing.presentations.models import Presentation
from housing.presentations.nights.models import TemporaryStay
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY


def test_the_hotel_is_over_on_the_day_she_arrives(there: Arranged) -> None:
    presentation = there.presentation(there.household)
    there.town.session.add(
        TemporaryStay(
            presentation_id=presentation.id, kind="hotel", place="Made-up hotel", district=None, duty="interim",
            arrived_on=TODAY - timedelta(days=2), counts=True, why=None, at=NOW, by_name="Aisha Demo",
        )
    )  # fmt: skip
    presentation.situation = {"in_hotel": True}
    there.town.session.commit()
    offer = there.offer()
    there.accept(offer)
    there.arrive(offer)
    with Session(there.engine) as session:
        stay = session.scalars(select(TemporaryStay).options(selectinload(TemporaryStay.leaving))).one()
        assert stay.leaving is not None
        assert stay.leaving.left_on == TODAY
        situation = session.scalars(select(Presentation.situation)).one()
        assert (situation["in_hotel"], situation["nights_in_hotel"]) == (False, 2)


def test_an_accepted_offer_leaves_nothing_else_open(there: Arranged) -> None:
    offer = there.offer()
    there.accept(offer)
    with Session(there.engine) as session:
        left_out = {each.id: each.why for each in take(session, COUNCIL, now=NOW).households_left_out}
    assert left_out == {there.household.id: "offer_open"}
