"""Nights in hotels, placements outside the district, referral elsewhere, and the nightly warnings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from housing import db
from housing.households import services as households
from housing.presentations.duties import accepting, warning
from housing.presentations.duties.elsewhere import Elsewhere, refer_elsewhere
from housing.presentations.duties.panel import running_in
from housing.presentations.models import Presentation
from housing.presentations.nights import services
from housing.presentations.nights.counting import nights_of
from housing.presentations.nights.services import Temporary
from housing.presentations.page.clock_picture import Strip, clock_picture
from housing.presentations.queries import latest_of, one
from housing.presentations.recording import record_situation
from housing.refusals import Refused
from housing.tasks.models import Task
from housing.work.queries import urgent
from pathway.duty_endings import Duty
from tests.housing.households.factories import NOW, POSTCODE, TODAY, WARD, Town

HOTEL = Temporary("bb", "Made-up hotel", TODAY, "interim")
SAFE = Elsewhere("Nextdoor", "made up", at_risk=False, connected_here=False, connected_there=True, places_checked=True)


def stay(
    people: Town,
    case: Presentation,
    since: int,
    left: int | None = None,
    *,
    kind: str = "bb",
    district: str | None = None,
) -> UUID:
    place = replace(HOTEL, arrived_on=TODAY - timedelta(days=since), kind=kind, district=district)
    made = services.arrive(presentation_id=case.id, stay=place, by=people.officer, now=NOW)
    if left is not None:
        leave(people, made.id, TODAY - timedelta(days=left))
    return made.id


def leave(people: Town, stay_id: UUID, on: date) -> None:
    services.leave(stay_id=stay_id, left_on=on, safe_tonight=True, why=None, by=people.officer, now=NOW)


def child(people: Town, case: Presentation) -> None:
    kid = households.Member("Kid Madeup", role="child", born=date(2020, 1, 1), sex="female")
    households.add_person(household_id=case.household_id, member=kid, by=people.officer, now=NOW)


def open_tasks(kind: str) -> list[Task]:
    with db.reading() as session:
        return list(
            session.scalars(select(Task).where(Task.kind == kind, Task.closed_at.is_(None)).order_by(Task.title))
        )


def situation(people: Town, case: Presentation) -> dict[str, object]:
    with db.reading() as session:
        return one(session, people.officer, case.id).situation


def test_nights_are_summed_over_stays_and_her_situation_follows(people: Town, case: Presentation) -> None:
    stay(people, case, since=40, left=20)
    assert situation(people, case)["in_hotel"] is False
    assert situation(people, case)["nowhere_safe_tonight"] is False
    second = stay(people, case, since=9)
    kept = situation(people, case)
    assert (kept["in_hotel"], kept["nights_in_hotel"], kept["staying"]) == (True, 30, "hotel")
    with db.reading() as session:
        assert nights_of(session, session.get_one(Presentation, case.id), TODAY).nights == 30
    with pytest.raises(Refused, match="Record first that she has left it"):
        stay(people, case, since=1)
    leave(people, second, TODAY)
    with pytest.raises(Refused, match="Olive Demo recorded at"):
        leave(people, second, TODAY)


def test_a_kind_that_is_not_bed_and_breakfast_does_not_count(people: Town, case: Presentation) -> None:
    stay(people, case, since=40, kind="nightly")
    assert situation(people, case)["in_hotel"] is False
    assert situation(people, case)["nights_in_hotel"] is None


def test_nights_that_she_told_of_before_still_count(people: Town, case: Presentation) -> None:
    said = {"in_hotel": True, "nights_in_hotel": 12}
    record_situation(presentation_id=case.id, answers=said, by=people.officer, now=NOW)
    stay(people, case, since=2)
    assert situation(people, case)["nights_in_hotel"] == 12


def test_what_cannot_be_is_refused(people: Town, case: Presentation) -> None:
    for wrong, field in (
        (replace(HOTEL, kind="palace"), "kind"),
        (replace(HOTEL, place=" "), "place"),
        (replace(HOTEL, arrived_on=TODAY + timedelta(days=1)), "arrived_on"),
    ):
        with pytest.raises(Refused) as error:
            services.arrive(presentation_id=case.id, stay=wrong, by=people.officer, now=NOW)
        assert error.value.field == field


def test_another_council_is_told_of_a_placement_in_its_district(people: Town, case: Presentation) -> None:
    placed = stay(people, case, since=2, district="Nextdoor")
    (task,) = open_tasks("tell-council")
    assert task.due_at.date() == TODAY + timedelta(days=12)
    assert warning.warn(now=NOW + timedelta(days=9)) == 0
    services.tell_council(stay_id=placed, told_on=TODAY, how="made up", by=people.officer, now=NOW)
    assert open_tasks("tell-council") == []
    with pytest.raises(Refused, match="that the council was told"):
        services.tell_council(stay_id=placed, told_on=TODAY, how="made up", by=people.officer, now=NOW)
    leave(people, placed, TODAY)
    ours = stay(people, case, since=0)
    with pytest.raises(Refused, match="our own district"):
        services.tell_council(stay_id=ours, told_on=TODAY, how="made up", by=people.officer, now=NOW)


def test_each_warning_is_raised_once_and_settled_when_the_clock_stops(people: Town, case: Presentation) -> None:
    duty = accepting.accept_duty(
        presentation_id=case.id,
        duty=Duty.RELIEF,
        started_on=TODAY - timedelta(days=48),
        why=None,
        by=people.officer,
        now=NOW,
    )
    assert warning.warn(now=NOW) == 1
    assert warning.warn(now=NOW) == 0
    (task,) = open_tasks("clock")
    assert (task.title, task.urgent, task.role) == ("Relief duty: day 49 of 56", True, "officer")
    assert warning.warn(now=NOW + timedelta(days=6)) == 1
    assert warning.warn(now=NOW + timedelta(days=9)) == 1
    assert "Relief duty: the last day has passed" in [each.title for each in open_tasks("clock")]
    ended = accepting.Ended(TODAY, "secured", "made up")
    accepting.end_duty(duty_id=duty.id, ended=ended, by=people.officer, now=NOW)
    assert open_tasks("clock") == []


def test_nights_warn_for_a_family_and_the_forty_third_is_unlawful(people: Town, case: Presentation) -> None:
    stay(people, case, since=27)
    assert warning.warn(now=NOW) == 0
    child(people, case)
    assert warning.warn(now=NOW) == 1
    assert [each.title for each in open_tasks("clock")] == ["Nights in bed and breakfast: 28 of 42"]
    later = NOW + timedelta(days=14)
    assert warning.warn(now=later) == 1
    assert situation(people, case)["nights_in_hotel"] == 42
    assert warning.warn(now=later + timedelta(days=1)) == 1
    assert any("This is unlawful" in each.title for each in open_tasks("clock"))
    assert warning.warn(now=later + timedelta(days=2)) == 0


def strip_of(people: Town, case: Presentation, on: date) -> Strip:
    """The nights in the picture of the household's page on a day."""
    with db.reading() as session:
        presentation = latest_of(session, people.officer, case.household_id)
        picture = clock_picture(running_in(session, presentation, on), on)
    assert picture is not None
    return next(each for each in picture.strips if each.title == "Nights in bed and breakfast")


def test_nights_stand_in_the_picture_and_from_the_thirty_fifth_on_the_home_page(
    people: Town, case: Presentation
) -> None:
    child(people, case)
    stay(people, case, since=50, left=40)
    stay(people, case, since=23)
    strip = strip_of(people, case, TODAY)
    assert strip.said == "night 34 of 42, the last night is 1 December 2026"
    assert (strip.next_warning, strip.last_on) == (TODAY + timedelta(days=1), TODAY + timedelta(days=8))
    assert "34 nights so far" in strip.how
    assert warning.warn(now=NOW) == 1
    tomorrow = NOW + timedelta(days=1)
    with db.reading() as session:
        before = urgent(session, people.officer, tomorrow)
    assert warning.warn(now=tomorrow) == 1
    with db.reading() as session:
        assert urgent(session, people.officer, tomorrow) == before + 1
    words, asked = "Nights in bed and breakfast", [(each.title, each.urgent) for each in open_tasks("clock")]
    assert asked == [(f"{words}: 34 of 42", False), (f"{words}: 35 of 42", True)]
    late = strip_of(people, case, TODAY + timedelta(days=9))
    assert (late.state, late.said) == ("late", "night 43 of 42: unlawful since the night after 1 December 2026")


def refer(people: Town, case: Presentation, to: Elsewhere = SAFE) -> None:
    refer_elsewhere(presentation_id=case.id, to=to, by=people.officer, now=NOW)


def test_nobody_is_referred_where_anybody_is_at_risk(people: Town, case: Presentation) -> None:
    with pytest.raises(Refused, match="only while the relief duty"):
        refer(people, case)
    accepting.accept_duty(
        presentation_id=case.id, duty=Duty.RELIEF, started_on=TODAY, why=None, by=people.officer, now=NOW
    )
    with pytest.raises(Refused) as unknown:
        refer(people, case, replace(SAFE, at_risk=None))
    assert unknown.value.field == "at_risk"
    concern = households.add_person_of_concern(
        household_id=case.household_id, concern=households.Concern("Somebody Made Up"), by=people.officer, now=NOW
    )
    with pytest.raises(Refused, match="Nobody knows where") as nowhere:
        refer(people, case)
    assert nowhere.value.field == "council"
    place = households.DangerPlace("work", POSTCODE)
    households.add_place_of_concern(
        household_id=case.household_id, concern_id=concern.id, place=place, by=people.officer, now=NOW
    )
    with pytest.raises(Refused, match="A person of concern uses a place in that district"):
        refer(people, case, replace(SAFE, council=" madeup "))
    with pytest.raises(Refused, match="Look at every place"):
        refer(people, case, replace(SAFE, council="Faraway", places_checked=False))
    refer(people, case)
    with pytest.raises(Refused, match="Olive Demo referred this case to Nextdoor"):
        refer(people, case)


def test_where_she_cannot_live_she_is_not_referred(people: Town, case: Presentation) -> None:
    accepting.accept_duty(
        presentation_id=case.id, duty=Duty.RELIEF, started_on=TODAY, why=None, by=people.officer, now=NOW
    )
    households.save_areas(household_id=case.household_id, wards=[WARD], leave_council=False, by=people.officer, now=NOW)
    with pytest.raises(Refused, match="cannot live there"):
        refer(people, case, replace(SAFE, council="Madeup"))
