"""Moving on in the made-up council: a plan with things in its way, a new home checked, a move and how she is since."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from housing.clock import day_of
from housing.db import reading
from housing.placements.models import Departure, Offer, Stay
from housing.placements.moving.planning import Place, check_home, write_plan
from housing.placements.moving.resettling import Asked, record_contact, record_move
from housing.placements.moving.securing import refer_home
from housing.placements.suitability.services import reason_suitability
from housing.presentations.models import Presentation, StageEntry
from housing.sanctuary.known import STANDARD, Answers
from housing.sanctuary.referring import NewHome
from pathway.sanctuary_eligibility import RightToEnter, Tenure
from pathway.suitability import heads
from seed.cast import Cast
from seed.hours import lately

REASONS = {
    "safety": "Nobody she fears knows the area; she says she would feel safe there (made up)",
    "distance": "In this council",
    "disruption": "The school stays within one bus ride; her shifts can be kept (made up)",
    "medical": "The clinic is as near as before (made up)",
    "amenities": "Shops and a bus stop within ten minutes on foot (made up)",
    "space": "A room for her and a cot (made up)",
    "affordable": "Housing benefit covers the rent (made up)",
}


def move_on(cast: Cast, *, now: datetime) -> None:
    """Of those who live in a unit longest one waits for a deposit; of those who left for a home one has been asked."""
    living, left, offer = _who(day_of(now))
    by = cast.actors["officer"]
    if living is not None:
        write_plan(
            household_id=living, stage="bidding", blockers=["deposit", "furniture"], destination="council_tenancy",
            expected_on=day_of(now) - timedelta(days=2), words="The form for the deposit is sent (made up)", by=by,
            now=lately(now, 2),
        )  # fmt: skip
        _to_secure(cast, living, now=lately(now, 1))
    if offer is not None:
        answers = {head.slug: REASONS.get(head.slug, "") for head in heads(day_of(now))}
        reason_suitability(offer_id=offer, answers=answers, suitable=True, by=by, now=lately(now, 1))
    if left is not None:
        _moved(cast, *left, now=lately(now, 1))


def _to_secure(cast: Cast, household_id: UUID, *, now: datetime) -> None:
    """A flat of the council is hers from next week; its locks are to be changed before she moves in."""
    by, ward = cast.actors["officer"], sorted(cast.wards.values(), key=lambda each: each.code)[0]
    where = Place("council_tenancy", "2 Made-up Close", None, ward.code, None, "The council (made up)")
    home, _ = check_home(household_id=household_id, place=where, by=by, now=now)
    facts = Answers(
        concern_lives_there=False, right_to_enter=RightToEnter.NONE_SOLE, tenure=Tenure.COUNCIL_TENANT,
        building_suitable=True,
    )  # fmt: skip
    wanted_on = day_of(now) + timedelta(days=8)
    asked = NewHome(facts, STANDARD, "2 Made-up Close", None, wanted_on, "She moves alone (made up)")
    refer_home(household_id=household_id, home_id=home.id, home=asked, by=by, now=now)


def _moved(cast: Cast, household_id: UUID, left_on: date, *, now: datetime) -> None:
    by, ward = cast.actors["officer"], sorted(cast.wards.values(), key=lambda each: each.code)[0]
    where = Place("private_rented", "1 Made-up Close", None, ward.code, None)
    check_home(household_id=household_id, place=where, by=by, now=now)
    move = record_move(
        household_id=household_id, moved_on=left_on, secured="none_needed",
        although="She chose it, and the safety plan says how (made up)", by=by, now=now,
    )  # fmt: skip
    said = Asked(reached=True, safe=True, rating=4, her_words="It is quiet here. Thank you (made up)")
    record_contact(move_id=move.id, weeks=4, asked=said, by=by, now=now)


def _who(on: date) -> tuple[UUID | None, tuple[UUID, date] | None, UUID | None]:
    """Who lives in a unit longest; who left for a home of their own a month ago; whose place was accepted last."""
    with reading() as session:
        here = select(Stay.household_id).join(Presentation, Presentation.id == Stay.presentation_id)
        here = here.where(Presentation.ended_at.is_(None))
        living = session.scalar(here.where(~Stay.departure.has()).order_by(Stay.arrived_on, Stay.id).limit(1))
        resettled = exists().where(StageEntry.presentation_id == Stay.presentation_id, StageEntry.stage == "resettled")
        gone = here.join(Departure, Departure.stay_id == Stay.id).with_only_columns(
            Stay.household_id, Departure.left_on
        )
        gone = gone.where(resettled, Departure.left_on <= on - timedelta(weeks=4))
        left = session.execute(gone.order_by(Departure.left_on.desc()).limit(1)).one_or_none()
        offer = session.scalar(
            select(Offer.id).join(Stay, Stay.offer_id == Offer.id).order_by(Offer.made_at.desc()).limit(1)
        )
    return living, (left[0], left[1]) if left else None, offer
