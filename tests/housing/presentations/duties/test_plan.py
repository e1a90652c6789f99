"""The plan: step by step with her, kept as she got it, gone through again in time; and its pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from housing import db
from housing.access import NotFound
from housing.presentations.models import Presentation
from housing.presentations.plan import services
from housing.presentations.plan.models import PlanStep, PlanVersion
from housing.presentations.plan.queries import lines_of, steps_of
from housing.presentations.plan.services import Step
from housing.promises.running import clocks_of, standing
from housing.refusals import Refused
from pathway.plans import Said
from tests.housing.households.factories import NOW, TODAY, Town
from tests.housing.presentations.duties.walking import day, link, signed_in

SCHOOL = Step("A home near the school", "Ring the housing register", "council", TODAY + timedelta(days=7))
BENEFIT = Step("A home near the school", "Claim housing benefit", "she")


def add(people: Town, case: Presentation, step: Step = SCHOOL) -> PlanStep:
    return services.add_step(presentation_id=case.id, step=step, by=people.officer, now=NOW)


def say(people: Town, step: PlanStep, said: Said, why: str | None = None) -> None:
    services.say_of_step(step_id=step.id, said=said, why=why, by=people.officer, now=NOW)


def give(people: Town, case: Presentation, in_days: int = 28) -> PlanVersion:
    return services.give_plan(
        presentation_id=case.id, review_on=TODAY + timedelta(days=in_days), by=people.officer, now=NOW
    )


def review(case: Presentation) -> date | None:
    with db.reading() as session:
        found = [standing(each, TODAY) for each in clocks_of(session, case.household_id, case.id)]
    return next((each.last_on for each in found if each and each.clock.key == "plan-review"), None)


def test_each_step_is_gone_through_before_she_gets_the_plan(people: Town, case: Presentation) -> None:
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
    with pytest.raises(Refused, match="by 20 December 2026") as late:
        give(people, case, 28)
    assert late.value.field == "review_on"
    version = give(people, case, 27)
    assert (version.number, review(case)) == (1, date(2026, 12, 20))
    (lines,) = lines_of(version).values()
    assert [(line.who, line.said, line.why) for line in lines] == [
        ("The council", "Agreed", None),
        ("You", "Not agreed", "She wants somebody to come with her"),
    ]
    assert give(people, case, 20).id == version.id


def test_a_version_stays_as_she_got_it_and_a_new_one_is_a_review(people: Town, case: Presentation) -> None:
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
    assert [line.said for lines in lines_of(before).values() for line in lines] == ["Agreed", "Agreed"]
    assert [line.said for lines in lines_of(after).values() for line in lines] == ["Done", "Agreed"]


def test_nobody_else_speaks_of_a_step(people: Town, case: Presentation) -> None:
    step = add(people, case)
    with pytest.raises(NotFound):
        services.say_of_step(step_id=step.id, said=Said.AGREED, why=None, by=people.other_team, now=NOW)


def test_a_walk_through_the_plan(app: Flask, client: FlaskClient, people: Town, at: str) -> None:
    assert f"{at}/plan" in client.get(at).text
    assert "Enter the goal" in client.post(f"{at}/plan/steps/add", data={}).text
    step = {"goal": "Safe tonight <b>x</b>", "words": "Find a place", "who": "council", **day("by_on", -2)}
    assert client.post(f"{at}/plan/steps/add", data=step).status_code == 303
    page = client.get(f"{at}/plan").text
    assert "Go through every step with her first" in page
    assert "<b>x</b>" not in page
    record = link(page, r"/plan/steps/[0-9a-f-]{36}")
    assert "Select an answer from the list" in client.post(record, data={"said": "done"}).text
    assert client.post(record, data={"said": "agreed"}).status_code == 303
    assert client.post(f"{at}/plan/give", data=day("review_on", -60)).status_code == 200
    assert client.post(f"{at}/plan/give", data=day("review_on", -20)).status_code == 303
    version = client.get(link(client.get(f"{at}/plan").text, "/plan/versions/1")).text
    for words in ("Your plan", "Find a place", "The council", "Do not hand it to her"):
        assert words in version
    for path in ("/plan", "/plan/steps/add", "/plan/give", "/plan/versions/1"):
        assert signed_in(app, people.other_team).get(f"{at}{path}").status_code == 404
        assert signed_in(app, people.refuge).get(f"{at}{path}").status_code == 403
    assert client.get(f"{at}/plan/versions/2").status_code == 404
