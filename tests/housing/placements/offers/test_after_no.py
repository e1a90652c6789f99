"""What a no leads to, and what it never does: her band and her days waited stay, and the next run has her again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing.access import Role
from housing.clock import day_of
from housing.codes import choices
from housing.placements.matching.snapshot import take
from housing.placements.models import Offer
from housing.placements.offers import services
from housing.placements.offers.owed import follow_offers
from housing.placements.offers.stepping import step_back_for_council, step_back_for_provider
from housing.placements.reasons.listing import MOST, listed_reasons
from housing.placements.reasons.models import NoOutcome, Parking
from housing.placements.reasons.parking import look_again_now
from housing.placements.reasons.setting import set_consequence
from housing.placements.reasons.suggesting import suggest
from housing.presentations.models import BandDecision, Presentation
from housing.refusals import Refused
from housing.tasks.models import Task
from pathway.consequences import Side
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY

HOUR = timedelta(hours=1)


def she_says_no(there: Arranged, offer: Offer, reason: str | None, *, now: datetime = NOW) -> None:
    services.answer_for_her(offer_id=offer.id, accept=False, reason=reason, words=None, by=there.officer, now=now)


def provider_says_no(there: Arranged, offer: Offer, reason: str, *, now: datetime = NOW) -> None:
    services.answer_for_provider(
        offer_id=offer.id, accept=False, reason=reason, words="made up", by=there.manager, now=now
    )


def not_urgent(there: Arranged) -> None:
    """She has somewhere safe for now: only then may anything be put off."""
    presentation = there.presentation(there.household)
    there.town.session.add(BandDecision(presentation_id=presentation.id, at=NOW - HOUR, band=4, steps=[]))
    there.town.session.commit()


def in_the_run(engine: Engine, household: UUID, *, now: datetime = NOW) -> dict[str, object] | None:
    """The household as the matcher's document of that moment has it."""
    with Session(engine) as session:
        document = take(session, COUNCIL, now=now).document
    return next((each for each in document["households"] if each["id"] == str(household)), None)


def open_tasks(engine: Engine, kind: str) -> list[Task]:
    with Session(engine) as session:
        return list(session.scalars(select(Task).where(Task.kind == kind, Task.closed_at.is_(None))))


def outcomes(engine: Engine) -> list[NoOutcome]:
    with Session(engine) as session:
        return list(session.scalars(select(NoOutcome).order_by(NoOutcome.at)))


@pytest.mark.parametrize(
    ("side", "reason"), [("hers", each) for each in ("too_far", "shared", "elsewhere", "lost_contact", None)]
    + [("providers", each) for each in ("no_space", "boys_age", "conflict", "other")],
)  # fmt: skip
def test_no_reason_of_either_side_costs_her_anything(there: Arranged, side: str, reason: str | None) -> None:
    before = in_the_run(there.engine, there.household.id)
    assert before is not None
    offer = there.offer()
    if side == "hers":
        she_says_no(there, offer, reason)
    else:
        provider_says_no(there, offer, reason or "")
    after = in_the_run(there.engine, there.household.id)
    assert after is not None
    assert (after["band"], after["waiting_since"]) == (before["band"], before["waiting_since"])
    (row,) = outcomes(there.engine)
    assert (row.side, row.reason) == (side, reason)


def test_the_same_unit_comes_up_again_only_where_the_reason_leads_to_nothing(there: Arranged) -> None:
    she_says_no(there, there.offer(), "lost_contact")
    household = in_the_run(there.engine, there.household.id)
    assert household is not None
    assert household["declined"] == []
    she_says_no(there, there.offer(), "too_far")
    household = in_the_run(there.engine, there.household.id)
    assert household is not None
    assert household["declined"] == [str(there.unit.id)]


def test_found_somewhere_else_waits_until_the_day_and_comes_back_by_itself(there: Arranged) -> None:
    not_urgent(there)
    she_says_no(there, there.offer(), "elsewhere")
    assert in_the_run(there.engine, there.household.id) is None
    (row,) = outcomes(there.engine)
    assert row.until_on == TODAY + timedelta(days=14)
    on_the_day = NOW + timedelta(days=14)
    assert in_the_run(there.engine, there.household.id, now=on_the_day) is not None
    assert [follow_offers(now=now)[0] for now in (on_the_day - timedelta(days=1), on_the_day, on_the_day + HOUR)] == [
        0, 1, 0,
    ]  # fmt: skip
    (task,) = open_tasks(there.engine, "parking-over")
    assert task.household_id == there.household.id
    assert "Places are looked for again." in there.story(there.household.id)


def test_an_officer_can_offer_to_somebody_who_waits(there: Arranged) -> None:
    not_urgent(there)
    other = there.town.unit(there.home)
    there.town.session.commit()
    she_says_no(there, there.offer(), "elsewhere")
    assert there.offer(unit=other).ended_at is None


def test_nobody_in_danger_is_left_out_and_her_officer_is_asked_instead(there: Arranged) -> None:
    she_says_no(there, there.offer(), "elsewhere")
    assert in_the_run(there.engine, there.household.id) is not None
    (row,) = outcomes(there.engine)
    assert (row.consequence, row.softened) == ("reassess", True)
    (task,) = open_tasks(there.engine, "reassess-after-no")
    assert (task.role, task.household_id) == (Role.OFFICER, there.household.id)


def test_looking_again_before_the_day_is_said_once(there: Arranged) -> None:
    not_urgent(there)
    with pytest.raises(Refused, match="being looked for already"):
        look_again_now(household_id=there.household.id, by=there.officer, now=NOW)
    she_says_no(there, there.offer(), "elsewhere")
    look_again_now(household_id=there.household.id, by=there.officer, now=NOW + HOUR)
    assert in_the_run(there.engine, there.household.id) is not None
    with pytest.raises(Refused, match="Aisha Demo said so at 10:14am"):
        look_again_now(household_id=there.household.id, by=there.officer, now=NOW + 2 * HOUR)


def test_what_a_provider_said_does_not_outlive_the_presentation_and_what_she_said_does(there: Arranged) -> None:
    theirs, hers = there.another(), there.another()
    second = there.town.unit(there.home)
    there.town.session.commit()
    provider_says_no(there, there.offer(household=theirs), "boys_age")
    she_says_no(there, there.offer(household=hers, unit=second), "feels_unsafe")
    for household in (theirs, hers):
        presentation = there.presentation(household)
        presentation.ended_at, presentation.outcome = NOW, "resettled"
        there.town.session.flush()
        there.town.presents(household, days=0)
    there.town.session.commit()
    found = [in_the_run(there.engine, each.id) for each in (theirs, hers)]
    assert [each and each["declined"] for each in found] == [[], [str(second.id)]]


def test_her_no_is_taken_back_and_the_place_is_hers_again(there: Arranged) -> None:
    not_urgent(there)
    offer = there.offer()
    she_says_no(there, offer, "elsewhere")
    assert there.lines() == []
    step_back_for_council(offer_id=offer.id, by=there.officer, now=NOW + HOUR)
    assert [line.kind for line in there.lines()] == ["hold"]
    with Session(there.engine) as session:
        assert session.get_one(Offer, offer.id).ended_at is None
        assert [row.ended_why for row in session.scalars(select(Parking))] == ["taken_back"]
    there.accept(offer, now=NOW + HOUR)
    with pytest.raises(Refused, match="The next step has been taken"):
        step_back_for_council(offer_id=offer.id, by=there.officer, now=NOW + HOUR)


def test_what_a_task_asked_for_is_settled_when_the_no_is_taken_back(there: Arranged) -> None:
    offer = there.offer()
    provider_says_no(there, offer, "conflict")
    assert len(open_tasks(there.engine, "reassess-after-no")) == 1
    with pytest.raises(Refused, match="the other side’s"):
        step_back_for_council(offer_id=offer.id, by=there.officer, now=NOW)
    step_back_for_provider(offer_id=offer.id, by=there.manager, now=NOW)
    assert open_tasks(there.engine, "reassess-after-no") == []
    household = in_the_run(there.engine, there.household.id, now=NOW + timedelta(hours=30))
    assert household is not None
    assert household["declined"] == []


def test_a_yes_taken_back_waits_again_and_the_hold_lapses_as_promised(there: Arranged) -> None:
    offer = there.offer()
    services.answer_for_provider(offer_id=offer.id, accept=True, reason=None, words=None, by=there.manager, now=NOW)
    step_back_for_provider(offer_id=offer.id, by=there.manager, now=NOW)
    services.answer_for_her(offer_id=offer.id, accept=True, reason=None, words=None, by=there.officer, now=NOW)
    assert services.lapse_offers(now=NOW + timedelta(hours=25)) == 1


def test_a_place_that_somebody_else_was_offered_is_not_taken_back(there: Arranged) -> None:
    offer = there.offer()
    she_says_no(there, offer, None)
    there.offer(household=there.another())
    with pytest.raises(Refused, match="The unit is held again: Aisha Demo offered it"):
        step_back_for_council(offer_id=offer.id, by=there.officer, now=NOW)
    with Session(there.engine) as session:
        assert session.get_one(Offer, offer.id).ended_at is not None


def test_nor_one_whose_time_is_over_nor_one_that_is_not_safe_any_more(there: Arranged) -> None:
    offer = there.offer()
    provider_says_no(there, offer, "no_space")
    with pytest.raises(Refused, match="The time of this offer was over"):
        step_back_for_provider(offer_id=offer.id, by=there.manager, now=NOW + timedelta(hours=25))
    concern = there.town.concern(there.household)
    there.town.danger(concern, there.home.easting, there.home.northing, 500)
    there.town.session.commit()
    with pytest.raises(Refused) as refused:
        step_back_for_provider(offer_id=offer.id, by=there.manager, now=NOW + HOUR)
    assert "Something has changed since" in str(refused.value)
    assert "danger" not in str(refused.value)


def test_the_table_counts_from_today_on_and_by_council(there: Arranged) -> None:
    with pytest.raises(Refused, match="never stops the search for her"):
        set_consequence(side=Side.PROVIDER, slug="pets", consequence="park", days=3, says=[], by=there.officer, now=NOW)
    row = None
    for _ in range(2):
        row = set_consequence(
            side=Side.PROVIDER, slug="pets", consequence="nothing", days=None, says=["Hamster ", "hamster"],
            by=there.officer, now=NOW,
        )  # fmt: skip
    assert row is not None
    assert (row.says, row.authority_code, row.from_on) == (["hamster"], COUNCIL, day_of(NOW))
    provider_says_no(there, there.offer(), "pets")
    household = in_the_run(there.engine, there.household.id)
    assert household is not None
    assert household["declined"] == []


def test_each_side_has_twelve_reasons_at_most_and_every_one_leads_to_something(there: Arranged) -> None:
    with Session(there.engine) as session:
        for side in Side:
            listed = listed_reasons(session, side, COUNCIL, on=date(2026, 11, 23))
            assert list(listed.labels) == list(choices(session, side.value, COUNCIL))
            assert len(listed.labels) <= MOST
            assert set(listed.rows) == set(listed.labels)
            assert list(listed.labels)[-1] == "other"


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Her son is too old at 15", "boys_age"),
        ("has two dogs", "pets"),
        ("we are full", "no_space"),
        ("arson conviction", "offending"),
        ("The manager is on leave", None),
        ("we could not agree", None),
        ("no", None),
        ("", None),
    ],
)
def test_what_is_typed_under_other_and_stands_on_the_list_is_suggested(
    there: Arranged, words: str, slug: str | None
) -> None:
    with Session(there.engine) as session:
        listed = listed_reasons(session, Side.PROVIDER, COUNCIL, on=TODAY)
    assert suggest(words, listed.labels, listed.says) == slug


def test_an_ended_presentation_is_not_looked_for_again(there: Arranged) -> None:
    not_urgent(there)
    she_says_no(there, there.offer(), "elsewhere")
    with Session(there.engine) as session, session.begin():
        presentation = session.scalars(
            select(Presentation).where(Presentation.household_id == there.household.id)
        ).one()
        presentation.ended_at, presentation.outcome = NOW, "withdrawn"
    assert follow_offers(now=NOW + timedelta(days=15))[0] == 1
    assert open_tasks(there.engine, "parking-over") == []


def test_what_nobody_owes_any_more_is_settled(there: Arranged) -> None:
    she_says_no(there, there.offer(), "shared")
    assert follow_offers(now=NOW) == (0, 0, 0)
    with Session(there.engine) as session, session.begin():
        presentation = session.scalars(
            select(Presentation).where(Presentation.household_id == there.household.id)
        ).one()
        presentation.ended_at, presentation.outcome = NOW, "withdrawn"
    assert follow_offers(now=NOW) == (0, 0, 1)
    assert open_tasks(there.engine, "reassess-after-no") == []
