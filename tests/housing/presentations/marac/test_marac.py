"""What the MARAC heard: it closes the task, answers the risk, and makes further abuse a repeat."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import clock, db
from housing.clock import day_of
from housing.households.queries import one as household_of
from housing.presentations.marac.lapsing import stop_lapsed
from housing.presentations.marac.models import MaracHearing
from housing.presentations.marac.owing import whose
from housing.presentations.marac.services import record_hearing
from housing.presentations.queries import latest_of
from housing.presentations.recording import Risk, marac_owed
from housing.presentations.services import record_risk, start_presentation
from housing.promises.running import clocks_of
from housing.refusals import Refused
from housing.tasks.models import Task
from tests.housing.households.factories import NOW, TODAY, Town
from tests.housing.signing_in import sign_in_as


def referrals() -> list[tuple[str, bool]]:
    with db.reading() as session:
        found = session.scalars(select(Task).where(Task.kind == "marac-referral").order_by(Task.raised_at))
        return [(task.title, task.closed_at is None) for task in found]


def entered(people: Town, household: UUID, risk: Risk, *, days: int = 0) -> None:
    with db.reading() as session:
        presentation = latest_of(session, people.officer, household)
    record_risk(presentation_id=presentation.id, risk=risk, by=people.officer, now=NOW + timedelta(days=days))


def heard(people: Town, household: UUID, on: date, *, days: int = 0) -> MaracHearing:
    with db.reading() as session:
        presentation = latest_of(session, people.officer, household)
    return record_hearing(
        presentation_id=presentation.id, heard_on=on, meeting="M-1", actions="Made up", by=people.officer,
        now=NOW + timedelta(days=days),
    )  # fmt: skip


def test_a_total_from_elsewhere_is_owed_a_referral_until_it_is_heard(people: Town, household: UUID) -> None:
    entered(people, household, Risk(total=15))
    assert referrals() == [("Refer to the MARAC and an IDVA", True)]
    first = heard(people, household, TODAY + timedelta(days=7), days=7)
    assert referrals() == [("Refer to the MARAC and an IDVA", False)]
    assert heard(people, household, TODAY + timedelta(days=7), days=8).id == first.id
    with db.reading() as session:
        risk = latest_of(session, people.officer, household).risks[-1]
    assert marac_owed(risk, NOW, first.heard_on).owed is False
    assert marac_owed(risk, NOW, TODAY - timedelta(days=1)).owed is True
    entered(people, household, Risk(total=15), days=9)
    assert referrals()[1:] == [("Refer to the MARAC and an IDVA", True)]


@pytest.mark.parametrize(("further", "again"), [(TODAY, True), (TODAY - timedelta(days=400), False), (None, False)])
def test_further_abuse_is_a_repeat_whatever_the_total(
    people: Town, household: UUID, further: date | None, again: bool
) -> None:
    heard(people, household, TODAY - timedelta(days=200))
    entered(people, household, Risk(total=2, judgement=False, escalation=False, further_abuse_on=further))
    assert referrals() == ([("Refer to the MARAC again: a repeat", True)] if again else [])


def test_the_clock_of_a_repeat_runs_from_the_last_hearing_until_it_is_over(people: Town, household: UUID) -> None:
    heard(people, household, TODAY - timedelta(days=300))
    heard(people, household, TODAY - timedelta(days=100))
    heard(people, household, TODAY - timedelta(days=200))

    def runs() -> list[date]:
        with db.reading() as session:
            found = clocks_of(session, household, None)
            return [each.started_on for each in found if each.key == "marac-repeat"]

    assert runs() == [TODAY - timedelta(days=100)]
    assert stop_lapsed(by=people.officer, now=NOW + timedelta(days=264)) == 0
    assert stop_lapsed(by=people.officer, now=NOW + timedelta(days=267)) == 1
    assert runs() == []


def test_a_hearing_to_come_is_not_recorded(people: Town, household: UUID) -> None:
    with pytest.raises(Refused, match="today or in the past"):
        heard(people, household, TODAY + timedelta(days=1))


def test_where_no_officer_is_in_the_team_the_homelessness_team_owes_it(people: Town) -> None:
    made = start_presentation(name="Madeup", route=None, by=people.homelessness, now=NOW)
    with db.reading() as session:
        household = household_of(session, people.homelessness, made.household_id)
        assert whose(session, household, TODAY) == ("homelessness_team", None)


def test_the_pages(app: Flask, client: FlaskClient, people: Town, household: UUID) -> None:
    at = f"/households/{household}/marac"
    assert "not known yet" in client.get(at).text
    entered(people, household, Risk(judgement=True))
    assert "so refer to the MARAC" in client.get(at).text
    assert "Enter the day on which it was heard" in client.post(f"{at}/add", data={"actions": "Made up"}).text
    today = day_of(clock.now())
    day = {"heard_on-day": today.day, "heard_on-month": today.month, "heard_on-year": today.year}
    for _ in range(2):
        assert client.post(f"{at}/add", data={**day, "meeting": "M-77", "actions": "Made up"}).status_code == 303
    page = client.get(at).text
    assert page.count("M-77") == 1
    assert "Any further abuse up to" in page
    browser = app.test_client()
    for actor, status in ((people.other_team, 404), (people.neighbour, 404), (people.refuge, 403)):
        sign_in_as(browser, actor)
        assert [browser.get(at).status_code, browser.post(f"{at}/add", data=day).status_code] == [status, status]
