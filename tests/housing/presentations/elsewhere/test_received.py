"""Referrals to this council: who, when, with or without her agreement, what became of it; and the pages of both."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing import db
from housing.access import NotFound
from housing.codes import Setting
from housing.presentations.elsewhere.queries import received_of
from housing.presentations.elsewhere.receiving import Received, answer_referral, receive_referral
from housing.presentations.models import Presentation
from housing.promises.running import clocks_of, standing
from housing.refusals import Refused
from pathway.calendar import LONDON
from pathway.referrals import From, Outcome
from tests.housing.households.factories import COUNCIL, NOW, TODAY, Town
from tests.housing.presentations.duties.walking import day, link, signed_in

FRIDAY_EVENING = datetime(2026, 11, 20, 17, 20, tzinfo=LONDON)
HOSPITAL = Received(From.DUTY_TO_REFER, "Example hospital", FRIDAY_EVENING, "Wendy Demo", "H/7", agreed=True)


def close_at_five() -> None:
    with db.transaction() as session:
        session.add(
            Setting(
                key="working_day.cut_off", authority_code=COUNCIL, from_on=date(2026, 1, 1), value="17:00",
                source="made up", verified=False, recorded_at=NOW,
            )
        )  # fmt: skip


def started(people: Town, case: Presentation, received: Received) -> tuple[date, date | None, str]:
    receive_referral(presentation_id=case.id, received=received, key=uuid4(), by=people.officer, now=NOW)
    with db.reading() as session:
        entry = clocks_of(session, case.household_id, case.id)[-1]
        found = standing(entry, TODAY)
    assert found is not None
    return entry.started_on, found.last_on, found.how


def test_without_a_cut_off_the_whole_day_is_in_time(people: Town, case: Presentation) -> None:
    assert started(people, case, HOSPITAL)[:2] == (date(2026, 11, 20), date(2026, 11, 23))


def test_after_the_cut_off_working_days_count_from_the_next(people: Town, case: Presentation) -> None:
    close_at_five()
    begun, last, how = started(people, case, HOSPITAL)
    assert (begun, last) == (date(2026, 11, 23), date(2026, 11, 24))
    assert "It arrived at 5:20pm on 20 November 2026" in how


def test_calendar_days_never_move_with_the_cut_off(people: Town, case: Presentation) -> None:
    close_at_five()
    council = Received(From.COUNCIL, "Nextdoor (made up)", FRIDAY_EVENING)
    assert started(people, case, council)[:2] == (date(2026, 11, 20), date(2026, 11, 29))


def test_what_became_of_it_is_recorded_once_and_stops_the_clock(people: Town, case: Presentation) -> None:
    key = uuid4()
    for _ in range(2):
        receive_referral(presentation_id=case.id, received=HOSPITAL, key=key, by=people.officer, now=NOW)
    answer: dict[str, Any] = {"referral_id": key, "on": TODAY, "by": people.officer, "now": NOW}
    with pytest.raises(Refused, match="Enter why"):
        answer_referral(**answer, outcome=Outcome.NOT_REACHED, words="")
    answer_referral(**answer, outcome=Outcome.TAKEN_UP, words=None)
    with pytest.raises(Refused, match="Olive Demo recorded “Taken up"):
        answer_referral(**answer, outcome=Outcome.WITHDRAWN, words="x")
    with pytest.raises(NotFound):
        answer_referral(**(answer | {"by": people.other_team}), outcome=Outcome.TAKEN_UP, words=None)
    with db.reading() as session:
        (row,) = received_of(session, case.id)
        assert clocks_of(session, case.household_id, case.id) == []
    assert (row.sender, row.agreed, row.outcome and row.outcome.outcome) == ("Example hospital", True, "taken_up")


def test_a_walk_through_both_directions(client: FlaskClient, at: str) -> None:
    here = f"{at}/referrals-of-councils"
    assert here in client.get(f"{at}/duties").text
    sent = {"kind": "council", "sender": "<b>x</b> council", "received_at": "9:05am", **day("received_on", 1)}
    assert "Enter the name of the service" in client.post(f"{here}/receive", data={"kind": "council"}).text
    assert client.post(f"{here}/receive", data=sent).status_code == 303
    page = client.get(here).text
    assert "<b>x</b>" not in page
    outcome = link(page, r"/received/[0-9a-f-]{36}")
    assert "Enter why" in client.post(outcome, data={"outcome": "refused", **day("on")}).text
    told = {"outcome": "refused", "words": "made up", **day("on")}
    assert client.post(outcome, data=told).status_code == 303
    assert "recorded “Refused" in client.post(outcome, data=told).text
    client.post(f"{at}/duties/accept", data={"duty": "relief", **day("started_on", 3)})
    answers = {"council": "Nextdoor", "reasons": "x", "at_risk": "no", "connected_here": "no", "connected_there": "yes"}
    assert client.post(f"{at}/elsewhere", data=answers | {"places_checked": "yes"}).status_code == 303
    answer = link(client.get(here).text, "/step")
    assert "Enter the reasons that they gave" in client.post(answer, data={"step": "refused", **day("on")}).text
    assert client.post(answer, data={"step": "refused", "words": "made up", **day("on")}).status_code == 303
    assert "The other council refuses" in client.get(here).text
    assert "Select an answer from the list" in client.post(answer, data={"step": "accepted", **day("on")}).text


def test_nobody_else_finds_the_referrals(app: Flask, client: FlaskClient, people: Town, at: str) -> None:
    paths = ("", "/receive", f"/{uuid4()}/step", f"/received/{uuid4()}")
    for actor, status in ((people.other_team, 404), (people.neighbour, 404), (people.refuge, 403)):
        browser = signed_in(app, actor)
        assert {browser.get(f"{at}/referrals-of-councils{path}").status_code for path in paths} == {status}
    assert [client.get(f"{at}/referrals-of-councils{path}").status_code for path in paths] == [200, 200, 404, 404]


def test_whatever_is_typed_of_a_referral_is_never_our_fault(client: FlaskClient, at: str) -> None:
    fields = "kind sender officer reference received_on-day received_on-month received_on-year received_at agreed notes"
    for text in ("\x00", "🏠" * 50, "x" * 500_000):
        sent = dict.fromkeys(fields.split(), text)
        assert client.post(f"{at}/referrals-of-councils/receive", data=sent).status_code in (200, 303)
