"""Duties, decisions and reviews: what may be recorded, what follows, and what is said to the second of two."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from housing import db
from housing.access import Forbidden, NotFound
from housing.clock import day_of
from housing.presentations import services
from housing.presentations.duties import accepting, deciding, reviewing
from housing.presentations.duties.accepting import Ended
from housing.presentations.duties.models import HousingDuty
from housing.presentations.duties.queries import Owing, owing_of
from housing.presentations.duties.reviewing import Asked
from housing.presentations.models import Presentation
from housing.promises.running import clocks_of, standing
from housing.refusals import Refused
from housing.tasks.models import Task
from pathway.duty_endings import Duty
from tests.housing.households.factories import COUNCIL, NOW, TODAY, Town

BEGUN = TODAY - timedelta(days=60)


def accept(people: Town, case: Presentation, duty: Duty = Duty.RELIEF, on: date = BEGUN) -> HousingDuty:
    return accepting.accept_duty(
        presentation_id=case.id, duty=duty, started_on=on, why=None, by=people.officer, now=NOW
    )


def owing(case: Presentation) -> Owing:
    with db.reading() as session:
        return owing_of(session, session.get_one(Presentation, case.id), TODAY)


def running(case: Presentation) -> dict[str, tuple[int, date | None]]:
    with db.reading() as session:
        entries = clocks_of(session, case.household_id, case.id)
        found = [(entry.key, standing(entry, TODAY)) for entry in entries]
    return {key: (each.day, each.last_on) for key, each in found if each is not None}


def tasks(kind: str, *, still: bool = True) -> list[Task]:
    with db.reading() as session:
        found = session.scalars(select(Task).where(Task.kind == kind)).all()
    return [task for task in found if (task.closed_at is None) is still]


def refused(error: pytest.ExceptionInfo[Refused], words: str, field: str | None = None) -> None:
    assert words in str(error.value)
    assert error.value.field == field


def test_a_duty_starts_its_clock_and_a_decision_to_tell_her_of(people: Town, case: Presentation) -> None:
    accept(people, case, on=date(2026, 10, 1))
    assert running(case) == {"relief-duty": (54, date(2026, 11, 25))}
    (decision,) = owing(case).decisions
    assert (decision.kind, decision.decided_on) == ("relief_owed", date(2026, 10, 1))
    assert len(tasks("tell-decision")) == 1
    deciding.tell_decision(decision_id=decision.id, told_on=TODAY, how="letter", by=people.officer, now=NOW)
    assert running(case)["review-request"] == (1, date(2026, 12, 13))
    assert tasks("tell-decision") == []
    with pytest.raises(Refused) as again:
        deciding.tell_decision(decision_id=decision.id, told_on=TODAY, how="letter", by=people.colleague, now=NOW)
    refused(again, "Olive Demo recorded at 9:30am on 23 November 2026 that she was told.")


def test_the_same_duty_twice_says_who_was_first(people: Town, case: Presentation) -> None:
    accept(people, case)
    with pytest.raises(Refused) as again:
        accept(people, case)
    refused(again, "Olive Demo recorded this duty at", "duty")
    with pytest.raises(Refused) as main:
        accept(people, case, Duty.MAIN)
    refused(main, "The relief duty is still owed. End it first.", "duty")


@pytest.mark.parametrize("days", [-121, 1])
def test_a_duty_begins_after_she_came_and_not_tomorrow(people: Town, case: Presentation, days: int) -> None:
    with pytest.raises(Refused) as error:
        accept(people, case, on=TODAY + timedelta(days=days))
    refused(error, "between the day she asked for help and today", "started_on")


def test_relief_ends_by_itself_and_the_main_duty_follows_the_next_day(people: Town, case: Presentation) -> None:
    duty = accept(people, case)
    last = BEGUN + timedelta(days=55)
    with pytest.raises(Refused) as early:
        end(people, duty, Ended(last - timedelta(days=1), "56_days", intentional=False))
    refused(early, "have not passed", "ended_on")
    end(people, duty, Ended(last, "56_days", intentional=False))
    found = owing(case)
    assert [(each.kind, each.started_on) for each in found.duties if each.ended_at is None] == [
        ("main", last + timedelta(days=1))
    ]
    assert [each.kind for each in found.decisions] == ["relief_owed", "main_owed"]
    assert set(running(case)) == {"main-duty", "main-duty-review"}
    with pytest.raises(Refused) as twice:
        end(people, duty, Ended(last, "56_days", intentional=False))
    refused(twice, "Olive Demo ended this duty at")


def end(people: Town, duty: HousingDuty, ended: Ended, now: datetime = NOW) -> None:
    accepting.end_duty(duty_id=duty.id, ended=ended, by=people.officer, now=now)


def test_any_other_end_needs_reasons_and_a_notice(people: Town, case: Presentation) -> None:
    duty = accept(people, case)
    with pytest.raises(Refused) as silent:
        end(people, duty, Ended(TODAY, "secured"))
    refused(silent, "Enter the reasons", "reasons")
    with pytest.raises(Refused) as foreign:
        end(people, duty, Ended(TODAY, "left_ta", "made up"))
    refused(foreign, "Select how it ended.", "circumstance")
    end(people, duty, Ended(TODAY, "secured", "A tenancy of six months (made up)"))
    assert [each.kind for each in owing(case).decisions] == ["relief_owed", "relief_ended"]
    assert running(case) == {}


def test_no_priority_need_is_never_decided_and_what_goes_against_her_has_reasons(
    people: Town, case: Presentation
) -> None:
    def decide(slug: str, reasons: str | None = "made up") -> None:
        deciding.record_decision(
            presentation_id=case.id, slug=slug, decided_on=TODAY, reasons=reasons, by=people.officer, now=NOW
        )

    for slug, reasons, words, field in (
        ("no_priority_need", "made up", "s189(1)(e)", "slug"),
        ("not_eligible", " ", "Enter the reasons", "reasons"),
        ("relief_owed", "made up", "Select what was decided", "slug"),
    ):
        with pytest.raises(Refused) as error:
            decide(slug, reasons)
        refused(error, words, field)
    decide("suitability")
    assert [each.kind for each in owing(case).decisions] == ["suitability"]


def test_a_review_is_decided_by_somebody_who_had_no_part_in_the_decision(people: Town, case: Presentation) -> None:
    review = asked(people, case)
    assert running(case)["review-8-weeks"][1] == TODAY + timedelta(weeks=8)
    assert "review-request" not in running(case)
    assert [task.role for task in tasks("decide-review")] == ["homelessness_team"]
    with pytest.raises(Forbidden):
        decide(people, review, by_officer=True)
    with pytest.raises(Refused) as junior:
        decide(people, review, senior=False)
    refused(junior, "senior", "senior")
    decide(people, review)
    assert tasks("decide-review") == []
    assert len(tasks("tell-review")) == 1
    with pytest.raises(Refused) as twice:
        decide(people, review)
    refused(twice, "Hana Demo ended this review at")


def asked(people: Town, case: Presentation, by_desk: bool = False) -> UUID:
    by = people.homelessness if by_desk else people.officer
    accepting.accept_duty(presentation_id=case.id, duty=Duty.RELIEF, started_on=BEGUN, why=None, by=by, now=NOW)
    (decision,) = owing(case).decisions
    deciding.tell_decision(decision_id=decision.id, told_on=TODAY, how="letter", by=by, now=NOW)
    return reviewing.request_review(decision_id=decision.id, asked=Asked(TODAY), by=by, now=NOW).id


def decide(people: Town, review: UUID, *, senior: bool = True, by_officer: bool = False) -> None:
    by = people.officer if by_officer else people.homelessness
    reviewing.decide_review(review_id=review, outcome=reviewing.UPHELD, senior=senior, words="made up", by=by, now=NOW)


def test_whoever_decided_cannot_decide_the_review(people: Town, case: Presentation) -> None:
    with pytest.raises(Refused) as error:
        decide(people, asked(people, case, by_desk=True))
    refused(error, "took part in the decision", "senior")
    with db.reading() as session:
        names = reviewing.who_may_decide(session, COUNCIL, people.homelessness.account_id, TODAY)
    assert list(names) == []


def test_a_review_is_extended_only_to_a_later_day(people: Town, case: Presentation) -> None:
    review = asked(people, case)
    later = TODAY + timedelta(weeks=10)

    def extend(until: date) -> None:
        reviewing.extend_review(review_id=review, until_on=until, words="By letter", by=people.officer, now=NOW)

    extend(later)
    assert running(case)["review-8-weeks"][1] == later
    with pytest.raises(Refused) as earlier:
        extend(later)
    refused(earlier, "must be after", "until_on")


def test_a_review_asked_for_too_late_is_refused_unless_allowed(people: Town, case: Presentation) -> None:
    accept(people, case)
    (decision,) = owing(case).decisions
    told = TODAY - timedelta(days=30)
    deciding.tell_decision(decision_id=decision.id, told_on=told, how="letter", by=people.officer, now=NOW)
    with pytest.raises(Refused) as late:
        reviewing.request_review(decision_id=decision.id, asked=Asked(TODAY), by=people.officer, now=NOW)
    refused(late, "21 days ended on", "asked_on")
    allowed = Asked(TODAY, allowed_late=True)
    reviewing.request_review(decision_id=decision.id, asked=allowed, by=people.officer, now=NOW)
    with pytest.raises(Refused) as again:
        reviewing.request_review(decision_id=decision.id, asked=allowed, by=people.officer, now=NOW)
    refused(again, "Olive Demo recorded a review of this decision at")


def test_nobody_from_outside_the_case_changes_it(people: Town, case: Presentation) -> None:
    duty = accept(people, case)
    for actor in (people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            accepting.end_duty(duty_id=duty.id, ended=Ended(TODAY, "secured", "x"), by=actor, now=NOW)
    with pytest.raises(Forbidden):
        accepting.end_duty(duty_id=duty.id, ended=Ended(TODAY, "secured", "x"), by=people.refuge, now=NOW)


def test_a_presentation_does_not_end_while_a_duty_is_owed(people: Town, case: Presentation) -> None:
    accept(people, case)
    accept(people, case, Duty.INTERIM)

    def finish(ending: str, *confirmed: str) -> None:
        services.end_presentation(
            presentation_id=case.id, ending=ending, confirmed=confirmed, by=people.officer, now=NOW
        )

    with pytest.raises(Refused) as error:
        finish("withdrawn", "her-own-words", "knows-she-can-return")
    refused(error, "The relief duty is still owed")
    finish("died", "death-confirmed")
    assert running(case) == {}
    assert day_of(NOW) == TODAY


def test_other_limbs_are_recorded_and_taken_back(people: Town, case: Presentation) -> None:
    def record(*limbs: str) -> frozenset[str]:
        deciding.record_limbs(presentation_id=case.id, limbs=limbs, by=people.officer, now=NOW)
        return owing(case).limbs

    assert record("mental", "physical") == {"mental", "physical"}
    assert record("mental") == {"mental"}
    with pytest.raises(Refused):
        record("made_up")
