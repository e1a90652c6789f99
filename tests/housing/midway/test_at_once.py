"""Two people do the same at the same moment on one case: it is done once, and the other reads who was first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from housing import db
from housing.households import editing
from housing.households.members import Member, add_person
from housing.households.models import Household, Person
from housing.placements.models import Offer
from housing.placements.offers.services import make_offer
from housing.presentations import opening
from housing.presentations.deciding import end_presentation
from housing.presentations.duties.accepting import Ended, accept_duty, end_duty
from housing.presentations.duties.deciding import record_decision
from housing.presentations.duties.models import HousingDecision, HousingDuty, HousingDutyEnd
from housing.presentations.handover import services as handovers
from housing.presentations.letters.giving import give_letter
from housing.presentations.letters.making import make_letter
from housing.presentations.letters.models import LetterGiving
from housing.presentations.models import Presentation
from housing.presentations.parting.merging import merge
from housing.presentations.parting.models import HouseholdLink
from housing.presentations.parting.services import Parting, part
from housing.presentations.payments.deciding import approve, withdraw
from housing.presentations.payments.models import PaymentEvent
from housing.presentations.plan import services as plans
from housing.presentations.plan.assessing import Found, record_assessment
from housing.presentations.plan.models import PlanStep
from housing.presentations.safety.incidents import Happened, record_incident
from housing.presentations.safety.models import Incident
from housing.presentations.services import start_presentation
from housing.presentations.worker.models import WorkerEntry
from pathway.duty_endings import Duty
from pathway.plans import Said
from tests.housing.households.factories import NOW, TODAY, Town, town
from tests.housing.midway.together import refusals, together, wait_until_somebody_waits
from tests.housing.placements.arranging import arrange
from tests.housing.presentations.handover.asking import offer
from tests.housing.presentations.payments.arranging import another_desk, budget, request

HIT = Happened(happened_on=TODAY, kind="physical", place="street", words="Made up")


@pytest.fixture
def people(engine: Engine) -> Town:
    return town()


@pytest.fixture
def case(people: Town) -> Presentation:
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW)


def count(model: type[Any]) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def owed(people: Town, case: Presentation) -> HousingDuty:
    return accept_duty(
        presentation_id=case.id, duty=Duty.RELIEF, started_on=TODAY, why="Made up", by=people.officer, now=NOW
    )


def test_a_duty_is_accepted_once_and_ended_once(people: Town, case: Presentation) -> None:
    begin = partial(accept_duty, presentation_id=case.id, duty=Duty.RELIEF, started_on=TODAY, why="Made up", now=NOW)
    first = together(partial(begin, by=people.officer), partial(begin, by=people.colleague))
    assert "recorded this duty at 9:30am" in refusals(first)[0]
    (duty,) = (result for result in first if isinstance(result, HousingDuty))
    ended = Ended(TODAY, "withdrew", "Made up")
    end = partial(end_duty, duty_id=duty.id, ended=ended, now=NOW)
    second = together(partial(end, by=people.officer), partial(end, by=people.colleague))
    assert "ended this duty at 9:30am" in refusals(second)[0]
    assert (count(HousingDuty), count(HousingDutyEnd)) == (1, 1)


def test_one_page_sent_twice_is_one_decision_and_one_letter_given(people: Town, case: Presentation) -> None:
    decide = partial(
        record_decision, presentation_id=case.id, slug="suitability", decided_on=TODAY, reasons="Made up",
        by=people.officer, now=NOW, version=case.version,
    )  # fmt: skip
    results = together(decide, decide)
    assert "Somebody else changed" in refusals(results)[0]
    (decision,) = (result for result in results if isinstance(result, HousingDecision))
    letter = make_letter(presentation_id=case.id, about=decision.id, by=people.officer, now=NOW)
    give = partial(give_letter, letter_id=letter.id, how="collected", given_on=TODAY, by=people.officer, now=NOW)
    assert refusals(together(give, give)) == ["Olive Demo recorded this at 9:30am on 23 November 2026."]
    assert count(LetterGiving) == 1


def test_two_yeses_or_a_yes_and_a_withdrawal_are_one(people: Town, case: Presentation) -> None:
    budget(people.homelessness, "500")
    one, other = (request(case.household_id, people.officer, pounds="100") for _ in range(2))
    yes = partial(approve, payment_id=one.id, now=NOW)
    results = together(partial(yes, by=people.homelessness), partial(yes, by=another_desk(people)))
    assert "stands at “Approved, to be paid”" in refusals(results)[0]
    results = together(
        partial(approve, payment_id=other.id, by=people.homelessness, now=NOW),
        partial(withdraw, payment_id=other.id, words="Made up", by=people.officer, now=NOW),
    )
    with db.reading() as session:
        events = session.scalars(
            select(PaymentEvent.event).where(PaymentEvent.payment_id == other.id).order_by(PaymentEvent.position)
        ).all()
    assert events == (["asked", "withdrawn"] if refusals(results) else ["asked", "approved", "withdrawn"])


def grown(people: Town, case: Presentation) -> Person:
    member = Member(name="Sister Madeup", relationship="sibling")
    return add_person(household_id=case.household_id, member=member, by=people.officer, now=NOW)


def test_the_same_people_part_once(people: Town, case: Presentation) -> None:
    sister = grown(people, case)
    leave = partial(
        part, household_id=case.household_id, parting=Parting((sister.id,), sister.id, "She said so (made up)"), now=NOW
    )
    results = together(partial(leave, by=people.officer), partial(leave, by=people.colleague))
    assert len(refusals(results)) == 1
    assert (count(HouseholdLink), count(Household)) == (1, 2)


def test_two_records_become_one_whichever_way_round_and_nothing_typed_meanwhile_is_lost(
    people: Town, case: Presentation
) -> None:
    other = start_presentation(name="Earlier Madeup", route=None, by=people.other_team, now=NOW)

    def join(into: Presentation, from_: Presentation) -> Callable[[], object]:
        return partial(
            merge, household_id=into.household_id, reference=from_.household.reference, reason="Made up",
            by=people.homelessness, now=NOW,
        )  # fmt: skip

    kid = partial(
        add_person, household_id=other.household_id, member=Member(name="Kid Madeup", role="child"),
        by=people.other_team, now=NOW,
    )  # fmt: skip
    results = together(join(case, other), join(other, case), kid)
    assert ["Hana Demo joined one of these to another record" in each for each in refusals(results)] == [True]
    assert (count(HouseholdLink), count(Person)) == (1, 3)


def test_a_step_added_while_the_plan_is_given_is_in_it_or_waits_for_the_next(people: Town, case: Presentation) -> None:
    found = Found("Not safe at home (made up)", "Two bedrooms (made up)", "Somebody to talk to (made up)")
    record_assessment(presentation_id=case.id, found=found, by=people.officer, now=NOW)
    add = partial(plans.add_step, presentation_id=case.id, by=people.officer, now=NOW)
    first = add(step=plans.Step("Safety", "New locks (made up)", "council"))
    plans.say_of_step(step_id=first.id, said=Said.AGREED, why=None, by=people.officer, now=NOW)
    outcome = plans.Outcome(True, TODAY + timedelta(days=7))
    results = together(
        partial(plans.give_plan, presentation_id=case.id, outcome=outcome, by=people.officer, now=NOW),
        partial(add, step=plans.Step("Safety", "A light (made up)", "council")),
    )
    assert count(PlanStep) == 2
    assert all("Go through every step" in each for each in refusals(results))


def test_an_incident_sent_twice_is_one_and_two_are_two(people: Town, case: Presentation) -> None:
    key = uuid4()
    for each in (key, uuid4()):
        hit = partial(record_incident, household_id=case.household_id, happened=HIT, by=people.officer, now=NOW)
        assert refusals(together(partial(hit, key=key), partial(hit, key=each))) == []
    assert count(Incident) == 2


def test_a_handover_is_accepted_or_taken_back(people: Town, case: Presentation) -> None:
    handover = offer(people, case, to=people.colleague)
    results = together(
        partial(handovers.accept, handover_id=handover.id, by=people.colleague, now=NOW),
        partial(handovers.take_back, handover_id=handover.id, by=people.officer, now=NOW),
    )
    assert len(refusals(results)) == 1
    with db.reading() as session:
        worker = session.get_one(Presentation, case.id).officer_id
    assert (worker == people.colleague.account_id) is (count(WorkerEntry) == 1)


def test_a_case_ends_or_is_offered_a_home(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        there = arrange(session, engine)
        presentation = there.presentation(there.household).id
    results = together(
        partial(make_offer, presentation_id=presentation, unit_id=there.unit.id, why_differs=None, by=there.officer,
                now=NOW),
        partial(end_presentation, presentation_id=presentation, ending="withdrawn", by=there.officer, now=NOW,
                confirmed=("her-own-words", "knows-she-can-return")),
    )  # fmt: skip
    assert len(refusals(results)) == 1
    with db.reading() as session:
        ended = session.get_one(Presentation, presentation).ended_at is not None
    assert count(Offer) == (0 if ended else 1)


ON_THE_CASE: dict[str, Callable[[Town, Presentation], Callable[[], object]]] = {
    "decides": lambda people, case: partial(
        record_decision, presentation_id=case.id, slug="suitability", decided_on=TODAY, reasons="Made up",
        by=people.colleague, now=NOW,
    ),
    "takes the case over": lambda people, case: partial(
        handovers.accept, handover_id=offer(people, case, to=people.colleague).id, by=people.colleague, now=NOW
    ),
}  # fmt: skip


@pytest.mark.parametrize("does", ON_THE_CASE)
def test_who_decides_and_who_changes_the_household_never_wait_for_one_another(
    people: Town, case: Presentation, engine: Engine, does: str
) -> None:
    """Household first, then its presentation (ADR 34): a lock on the presentation alone was a deadlock every time."""
    act = ON_THE_CASE[does](people, case)
    with ThreadPoolExecutor(1) as pool:
        with db.transaction() as session:
            editing.opened(session, people.officer, case.household_id)
            acting = pool.submit(act)
            wait_until_somebody_waits(engine)
            opening.opened(session, people.officer, case.id)
        acting.result(30)
