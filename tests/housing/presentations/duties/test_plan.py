"""The plan: step by step with her, kept as she got it, gone through again in time; and its pages."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.access import NotFound
from housing.presentations.models import Presentation
from housing.presentations.nights.services import Temporary, arrive
from housing.presentations.plan import services
from housing.presentations.plan.assessing import Found, record_assessment
from housing.presentations.plan.models import PlanAssessment, PlanStep, PlanVersion
from housing.presentations.plan.queries import assessment_of, given, steps_of
from housing.presentations.plan.services import Outcome, Step
from housing.promises.running import clocks_of, standing
from housing.refusals import Refused
from housing.tasks.models import Task
from pathway.plans import Said
from tests.housing.households.factories import NOW, TODAY, Town
from tests.housing.presentations.duties.walking import day, link, signed_in

SCHOOL = Step("A home near the school", "Ring the housing register", "council", TODAY + timedelta(days=7))
WAITS = "She wants somebody to come with her"
FOUND = Found("Not safe at home (made up)", "Two bedrooms (made up)", "Somebody to talk to (made up)")
BENEFIT = Step("A home near the school", "Claim housing benefit", "she")


def add(people: Town, case: Presentation, step: Step = SCHOOL) -> PlanStep:
    return services.add_step(presentation_id=case.id, step=step, by=people.officer, now=NOW)


def say(people: Town, step: PlanStep, said: Said, why: str | None = None) -> None:
    services.say_of_step(step_id=step.id, said=said, why=why, by=people.officer, now=NOW)


def assess(people: Town, case: Presentation, found: Found = FOUND) -> PlanAssessment:
    return record_assessment(presentation_id=case.id, found=found, by=people.officer, now=NOW)


def give(people: Town, case: Presentation, in_days: int = 28, because: str | None = None) -> PlanVersion:
    outcome = Outcome(because is None, TODAY + timedelta(days=in_days), because)
    return services.give_plan(presentation_id=case.id, outcome=outcome, by=people.officer, now=NOW)


def tasks(case: Presentation) -> list[datetime | None]:
    """When each task to go through the plan again was closed."""
    with db.reading() as session:
        query = select(Task.closed_at).where(Task.household_id == case.household_id, Task.kind == "plan-again")
        return list(session.scalars(query))


def review(case: Presentation) -> date | None:
    with db.reading() as session:
        found = [standing(each, TODAY) for each in clocks_of(session, case.household_id, case.id)]
    return next((each.last_on for each in found if each and each.clock.key == "plan-review"), None)


def test_each_step_is_gone_through_before_she_gets_the_plan(people: Town, case: Presentation) -> None:
    with pytest.raises(Refused, match="circumstances"):
        give(people, case)
    assess(people, case)
    with pytest.raises(Refused, match="Add a step first"):
        give(people, case)
    first, second = add(people, case), add(people, case, BENEFIT)
    assert add(people, case).id == first.id
    say(people, first, Said.AGREED)
    with pytest.raises(Refused, match="Go through every step"):
        give(people, case)
    with pytest.raises(Refused, match="Enter why") as silent:
        say(people, second, Said.NOT_AGREED)
    assert silent.value.field == "why"
    say(people, second, Said.NOT_AGREED, "She wants somebody to come with her")
    with pytest.raises(Refused, match="does not agree to every step") as hushed:
        give(people, case, 27)
    assert hushed.value.field == "agreed"
    with pytest.raises(Refused, match="by 20 December 2026") as late:
        give(people, case, 28, WAITS)
    assert late.value.field == "review_on"
    version = give(people, case, 27, WAITS)
    assert (version.number, review(case)) == (1, date(2026, 12, 20))
    kept = given(version)
    assert (kept.agreed, kept.because) == (False, WAITS)
    assert [words for _, words in kept.assessed] == [FOUND.circumstances, FOUND.home, FOUND.support]
    (lines,) = kept.goals.values()
    assert [(line.who, line.said, line.why) for line in lines] == [
        ("The council", "Agreed", None),
        ("You", "Not agreed", "She wants somebody to come with her"),
    ]
    assert give(people, case, 20, WAITS).id == version.id


def test_a_version_stays_as_she_got_it_and_a_new_one_is_a_review(people: Town, case: Presentation) -> None:
    assess(people, case)
    first, second = add(people, case), add(people, case, BENEFIT)
    for step in (first, second):
        say(people, step, Said.AGREED)
    before = give(people, case, 7)
    say(people, first, Said.DONE)
    say(people, second, Said.DROPPED, "No longer needed")
    add(people, case, Step("Safety", "New locks", "other"))
    with pytest.raises(Refused, match="recorded “Done”"):
        say(people, first, Said.NOT_AGREED, "x")
    with db.reading() as session:
        third = steps_of(session, case.id)[2]
    say(people, third, Said.AGREED)
    after = give(people, case, 14)
    assert (after.number, review(case)) == (2, TODAY + timedelta(days=14))
    assert [line.said for lines in given(before).goals.values() for line in lines] == ["Agreed", "Agreed"]
    assert [line.said for lines in given(after).goals.values() for line in lines] == ["Done", "Agreed"]


def test_the_assessment_is_kept_anew_each_time_and_asks_for_the_plan_again(people: Town, case: Presentation) -> None:
    with pytest.raises(Refused, match="what support") as silent:
        assess(people, case, replace(FOUND, support=" "))
    assert silent.value.field == "support"
    first = assess(people, case)
    assert assess(people, case).id == first.id
    say(people, add(people, case), Said.AGREED)
    before = give(people, case, 7)
    assess(people, case, replace(FOUND, home="Three bedrooms (made up)"))
    assert tasks(case) == [None]
    after = give(people, case, 7)
    assert tasks(case) == [NOW]
    with db.reading() as session:
        standing_one = assessment_of(session, case.id)
    assert standing_one is not None
    assert (standing_one.position, standing_one.home) == (1, "Three bedrooms (made up)")
    assert "Two bedrooms (made up)" in str(given(before).assessed)
    assert "Three bedrooms (made up)" in str(given(after).assessed)


def test_a_version_from_before_the_assessment_was_kept_reads_as_it_was() -> None:
    step = {"goal": "Safety", "words": "New locks", "who": "other", "by_on": None, "said": None, "why": None}
    kept = given(PlanVersion(content=json.dumps([step])))
    assert (kept.assessed, kept.agreed, [line.words for line in kept.goals["Safety"]]) == ((), None, ["New locks"])


def test_no_address_gets_into_her_plan(people: Town, case: Presentation) -> None:
    stay = Temporary("bb", "9 Made-up Crescent", TODAY, "interim")
    arrive(presentation_id=case.id, stay=stay, by=people.officer, now=NOW)
    with pytest.raises(Refused, match="Take the address out") as told:
        assess(people, case, replace(FOUND, home="near 9 made up crescent"))
    assert told.value.field == "home"
    assess(people, case)
    say(people, add(people, case), Said.NOT_AGREED, "Not yet")
    with pytest.raises(Refused, match="Take the address out") as again:
        give(people, case, 7, "Not while she is at 9 Made-up Crescent")
    assert again.value.field == "because"


def test_nobody_else_speaks_of_a_step(people: Town, case: Presentation) -> None:
    step = add(people, case)
    with pytest.raises(NotFound):
        record_assessment(presentation_id=case.id, found=FOUND, by=people.other_team, now=NOW)
    with pytest.raises(NotFound):
        services.say_of_step(step_id=step.id, said=Said.AGREED, why=None, by=people.other_team, now=NOW)


def test_a_walk_through_the_plan(app: Flask, client: FlaskClient, people: Town, at: str) -> None:
    assert f"{at}/plan" in client.get(at).text
    assert "Enter the goal" in client.post(f"{at}/plan/steps/add", data={}).text
    step = {"goal": "Safe tonight <b>x</b>", "words": "Find a place", "who": "council", **day("by_on", -2)}
    assert client.post(f"{at}/plan/steps/add", data=step).status_code == 303
    assert "Enter what home" in client.post(f"{at}/plan/assessment", data={"support": "<b>x</b>"}).text
    assert client.post(f"{at}/plan/assessment", data=asdict(FOUND)).status_code == 303
    page = client.get(f"{at}/plan").text
    assert "Go through every step with her first" in page
    assert FOUND.home in page
    assert "<b>x</b>" not in page
    record = link(page, r"/plan/steps/[0-9a-f-]{36}")
    assert "Select an answer from the list" in client.post(record, data={"said": "done"}).text
    assert client.post(record, data={"said": "agreed"}).status_code == 303
    give_up = {"agreed": "no", "because": "", **day("review_on", -20)}
    assert "Enter why you could not agree" in client.post(f"{at}/plan/give", data=give_up).text
    agreed = {"agreed": "yes"}
    assert client.post(f"{at}/plan/give", data=agreed | day("review_on", -60)).status_code == 200
    assert client.post(f"{at}/plan/give", data=agreed | day("review_on", -20)).status_code == 303
    version = client.get(link(client.get(f"{at}/plan").text, "/plan/versions/1")).text
    for words in (
        "Your plan",
        "Find a place",
        "The council",
        "You and we agreed",
        FOUND.support,
        "Do not hand it to her",
    ):
        assert words in version
    for path in ("/plan", "/plan/assessment", "/plan/steps/add", "/plan/give", "/plan/versions/1"):
        assert signed_in(app, people.other_team).get(f"{at}{path}").status_code == 404
        assert signed_in(app, people.refuge).get(f"{at}{path}").status_code == 403
    assert client.get(f"{at}/plan/versions/2").status_code == 404
