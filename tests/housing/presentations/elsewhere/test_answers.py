"""The other council's answer is a record, and the duty and its clocks follow it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from housing import db
from housing.access import NotFound
from housing.households.models import ExcludedArea
from housing.presentations.duties import warning
from housing.presentations.elsewhere.queries import steps_of
from housing.presentations.models import Presentation
from housing.refusals import Refused
from pathway.referrals import Step
from tests.housing.households.factories import NOW, TODAY, Town
from tests.housing.presentations.elsewhere.arranging import (
    SAFE_THERE,
    again,
    asked,
    decided,
    duties,
    refer,
    running,
    step,
)

NEIGHBOUR = "E08000019"


def test_accepted_the_duty_ends_and_she_is_told(people: Town, case: Presentation) -> None:
    referral = refer(people, case)
    assert running(case) == {"referral-answer-elsewhere": None}
    with pytest.raises(Refused, match="who accepted") as silent:
        step(people, referral, Step.ACCEPTED)
    assert silent.value.field == "officer"
    step(people, referral, Step.ACCEPTED, officer="Nia Demo, Nextdoor")
    assert (running(case), duties(case)) == ({}, [])
    assert decided(case) == ["referred", "relief_ended", "relief_owed"]
    assert asked(case, "referral-moved") == [True]
    with pytest.raises(Refused, match="Olive Demo recorded “The other council accepts”"):
        step(people, referral, Step.REFUSED, words="made up")


def test_no_answer_is_chased_by_the_nightly_look_and_a_new_day_starts_it_anew(people: Town, case: Presentation) -> None:
    referral = refer(people, case)
    late = NOW + timedelta(days=10)
    assert warning.warn(now=late) == 1
    assert asked(case, "clock") == [True]
    with pytest.raises(Refused, match="by which day"):
        step(people, referral, Step.CHASED)
    step(people, referral, Step.CHASED, until_on=TODAY + timedelta(days=20))
    assert running(case) == {"referral-answer-elsewhere": TODAY + timedelta(days=20)}
    assert asked(case, "clock") == [False]
    assert duties(case) == ["relief"]


def test_a_refusal_is_disputed_within_the_days_of_the_order_and_decided(people: Town, case: Presentation) -> None:
    referral = refer(people, case)
    step(people, referral, Step.REFUSED, words="She has no connection, they say (made up)")
    assert set(running(case)) == {"referral-dispute", "referral-panel"}
    assert asked(case, "referral-refused") == [True]
    step(people, referral, Step.DISPUTED, words="She worked there (made up)")
    assert asked(case, "referral-refused") == [False]
    step(people, referral, Step.APPOINTED, officer="Somebody of the panel (made up)")
    assert running(case) == {}
    step(people, referral, Step.NOT_MET, words="She lives here now (made up)")
    assert duties(case) == ["relief"]
    assert decided(case) == ["referral_ours", "referred", "relief_owed"]
    second = again(people, case)
    assert second != referral
    with db.reading() as session:
        assert [each.step for each in steps_of(session, case.id)[referral]] == [
            "refused", "disputed", "appointed", "not_met",
        ]  # fmt: skip


def test_one_referral_at_a_time(people: Town, case: Presentation) -> None:
    referral = refer(people, case)
    with pytest.raises(Refused, match="Olive Demo referred this case to Nextdoor"):
        again(people, case)
    step(people, referral, Step.WITHDRAWN, words="She is not safe there after all (made up)")
    with pytest.raises(Refused, match="today or later") as past:
        again(people, case, replace(SAFE_THERE, asked_by_on=TODAY - timedelta(days=1)))
    assert past.value.field == "asked_by_on"
    again(people, case, replace(SAFE_THERE, asked_by_on=TODAY + timedelta(days=3)))
    assert running(case) == {"referral-answer-elsewhere": TODAY + timedelta(days=3)}


def test_what_is_recorded_since_stops_the_handing_over(people: Town, case: Presentation) -> None:
    referral = refer(people, case, to=replace(SAFE_THERE, council=NEIGHBOUR))
    with db.transaction() as session:
        session.add(ExcludedArea(household_id=case.household_id, area_code=NEIGHBOUR, outside=True))
    with pytest.raises(Refused, match="Withdraw the referral") as stop:
        step(people, referral, Step.ACCEPTED, officer="Nia Demo")
    assert stop.value.field == "step"
    step(people, referral, Step.WITHDRAWN, words="made up")
    assert duties(case) == ["relief"]


def test_days_are_in_order_and_nobody_else_answers(people: Town, case: Presentation) -> None:
    referral = refer(people, case)
    for off in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Refused) as wrong:
            step(people, referral, Step.REFUSED, words="x", on=off)
        assert wrong.value.field == "on"
    with pytest.raises(Refused) as stale:
        step(people, referral, Step.CHASED, until_on=TODAY - timedelta(days=1))
    assert stale.value.field == "until_on"
    with pytest.raises(NotFound):
        step(replace(people, officer=people.other_team), referral, Step.KEPT, words="x")
