"""Dated law on the administrator's pages: new versions count from their day, and what was begun stays as it was."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from housing import db
from housing.access import Actor, Forbidden, Role
from housing.presentations.duties.accepting import accept_duty
from housing.presentations.duties.prompting import raised_in
from housing.presentations.duties.queries import owing_of
from housing.presentations.law import changing, queries
from housing.presentations.law.changing import Change, Length
from housing.presentations.letters.making import make_letter
from housing.presentations.models import Presentation
from housing.presentations.plan.assessing import Found, record_assessment
from housing.presentations.plan.services import Outcome, Step, add_step, give_plan, say_of_step
from housing.presentations.queries import one
from housing.presentations.services import start_presentation
from housing.promises.arriving import cut_off
from housing.promises.law import law_of
from housing.promises.running import clocks_of, standing
from housing.refusals import Refused
from pathway.duties import Counting
from pathway.duty_endings import Duty
from pathway.letter_texts import LETTERS
from pathway.plans import Said
from tests.housing.households.factories import COUNCIL, NOW, TODAY, Town, organisation, person, town

FROM_TODAY = Change(TODAY, "Made-up decision", True)
TEN_DAYS = Length(10, Counting.DAYS_FROM_FIRST, (7,))


@pytest.fixture
def people(engine: Engine) -> Town:
    """A made-up council."""
    return town()


@pytest.fixture
def administrator(people: Town) -> Actor:
    """Who keeps the law and the letters of the council."""
    return person("Ada Demo", Role.ADMINISTRATOR, organisation("Systems"))


def case_of(people: Town, days: int = 5) -> Presentation:
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW - timedelta(days=days))


def lasts(case: Presentation, key: str) -> date | None:
    with db.reading() as session:
        entries = clocks_of(session, case.household_id, case.id)
    found = next(standing(each, TODAY) for each in entries if each.key == key)
    assert found is not None
    return found.last_on


def relief(people: Town, case: Presentation) -> None:
    accept_duty(presentation_id=case.id, duty=Duty.RELIEF, started_on=TODAY, why=None, by=people.officer, now=NOW)


def test_clocks_begun_after_a_change_run_by_it_and_those_before_do_not(people: Town, administrator: Actor) -> None:
    before, after = case_of(people), case_of(people)
    relief(people, before)
    changing.change_clock(key="relief-duty", to=TEN_DAYS, change=FROM_TODAY, by=administrator, now=NOW)
    relief(people, after)
    assert lasts(before, "relief-duty") == TODAY + timedelta(days=55)
    assert lasts(after, "relief-duty") == TODAY + timedelta(days=9)
    with db.reading() as session:
        assert queries.open_clocks(session, COUNCIL)["relief-duty"] == 2
        (told,) = queries.changes(session, COUNCIL, "clock.relief-duty")
    assert (told.by_name, told.value["length"]) == ("Ada Demo", 10)


def test_the_plan_follows_the_councils_own_review(people: Town, administrator: Actor) -> None:
    case = case_of(people)
    changing.change_clock(key="plan-review", to=TEN_DAYS, change=FROM_TODAY, by=administrator, now=NOW)
    found = Found("made up", "made up", "made up")
    record_assessment(presentation_id=case.id, found=found, by=people.officer, now=NOW)
    step = add_step(presentation_id=case.id, step=Step("Safety", "Locks", "council"), by=people.officer, now=NOW)
    say_of_step(step_id=step.id, said=Said.AGREED, why=None, by=people.officer, now=NOW)
    for days in (10, 9):
        outcome = Outcome(True, TODAY + timedelta(days=days))
        if days == 10:
            with pytest.raises(Refused, match="10 days at most"):
                give_plan(presentation_id=case.id, outcome=outcome, by=people.officer, now=NOW)
        else:
            give_plan(presentation_id=case.id, outcome=outcome, by=people.officer, now=NOW)


def test_another_council_keeps_what_came_with_haven(people: Town, administrator: Actor) -> None:
    changing.change_clock(key="relief-duty", to=TEN_DAYS, change=FROM_TODAY, by=administrator, now=NOW)
    with db.reading() as session:
        assert law_of(session, "E08000019").clock("relief-duty", TODAY).length == 56
        assert law_of(session, COUNCIL).clock("relief-duty", TODAY).length == 10


def test_the_words_of_a_letter_count_from_their_day_and_letters_made_keep_theirs(
    people: Town, administrator: Actor
) -> None:
    case = case_of(people)
    relief(people, case)
    with db.reading() as session:
        about = owing_of(session, one(session, people.officer, case.id), TODAY).decisions[0].id
    first = make_letter(presentation_id=case.id, about=about, by=people.officer, now=NOW)
    words = "\n\n".join((*LETTERS[0].paragraphs, "We are glad that you came."))
    said: dict[str, Any] = {"slug": "duty-owed", "title": "What we do for you", "by": administrator, "now": NOW}
    changing.change_letter(**said, words=words, change=FROM_TODAY)
    second = make_letter(presentation_id=case.id, about=about, by=people.officer, now=NOW)
    assert "glad that you came" not in first.text
    assert "glad that you came" in second.text
    assert second.template_from == TODAY


def test_no_letter_names_a_home_or_gets_a_blank_for_an_address(people: Town, administrator: Actor) -> None:
    words = "\n\n".join(LETTERS[0].paragraphs)
    for more in ("{address}", "{reasons"):
        with pytest.raises(Refused) as wrong:
            changing.change_letter(
                slug="duty-owed", title="x", words=f"{words}\n\n{more}", change=FROM_TODAY, by=administrator, now=NOW
            )
        assert wrong.value.field == "words"


def test_a_prompt_is_said_otherwise_or_no_more(people: Town, administrator: Actor) -> None:
    case = case_of(people)

    def said() -> dict[str, str]:
        with db.reading() as session:
            presentation = one(session, people.officer, case.id)
            return {
                each.prompt.id: each.prompt.sentence
                for each in raised_in(presentation, owing_of(session, presentation, TODAY), TODAY)
            }

    assert "evidence-not-needed" in said()
    change: dict[str, Any] = {"slug": "evidence-not-needed", "section": "s1", "by": administrator, "change": FROM_TODAY}
    changing.change_prompt(**change, sentence="In other words", holds=True, now=NOW)
    assert said()["evidence-not-needed"] == "In other words"
    changing.change_prompt(**change, sentence="In other words", holds=False, now=NOW + timedelta(minutes=1))
    assert "evidence-not-needed" not in said()


def test_nothing_is_changed_in_the_past_without_a_source_or_by_somebody_else(
    people: Town, administrator: Actor
) -> None:
    for wrong, field in ((Change(TODAY - timedelta(days=1), "x"), "from_on"), (Change(TODAY, " "), "source")):
        with pytest.raises(Refused) as error:
            changing.change_clock(key="plan-review", to=TEN_DAYS, change=wrong, by=administrator, now=NOW)
        assert error.value.field == field
    with pytest.raises(Refused) as fixed:
        changing.change_clock(key="bed-and-breakfast", to=TEN_DAYS, change=FROM_TODAY, by=administrator, now=NOW)
    assert fixed.value.field == "length"
    with pytest.raises(Forbidden):
        changing.change_clock(key="plan-review", to=TEN_DAYS, change=FROM_TODAY, by=people.homelessness, now=NOW)


def test_the_same_sent_twice_is_recorded_once_and_the_last_word_of_a_day_counts(
    people: Town, administrator: Actor
) -> None:
    for length, at in ((10, 0), (10, 1), (12, 2)):
        to = Length(length, Counting.DAYS_FROM_FIRST, ())
        moment = NOW + timedelta(minutes=at)
        changing.change_clock(key="plan-review", to=to, change=FROM_TODAY, by=administrator, now=moment)
    with db.reading() as session:
        assert len(queries.changes(session, COUNCIL, "clock.plan-review")) == 2
        assert law_of(session, COUNCIL).clock("plan-review", TODAY).length == 12


def test_the_cut_off_hour_is_dated_too(people: Town, administrator: Actor) -> None:
    tomorrow = Change(TODAY + timedelta(days=1), "made up")
    changing.change_cut_off(at=time(17), change=tomorrow, by=administrator, now=NOW)
    with db.reading() as session:
        assert cut_off(session, COUNCIL, TODAY) is None
        assert cut_off(session, COUNCIL, tomorrow.from_on) == time(17)
