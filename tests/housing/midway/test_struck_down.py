"""Killed in the middle, at whatever writes and at the commit: all of it is stored or none, and the same post works."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from housing.copies.asking import Request
from housing.copies.gathering import Wished
from housing.copies.services import begin_copy, hand_on
from housing.households.members import Member, add_person
from housing.placements.moving.planning import Place, check_home
from housing.placements.moving.resettling import record_move
from housing.placements.offers.services import answer_for_her
from housing.presentations.documents.services import Sent, add_document
from housing.presentations.duties.accepting import accept_duty
from housing.presentations.duties.deciding import record_decision
from housing.presentations.handover import services as handovers
from housing.presentations.letters.giving import give_letter
from housing.presentations.letters.making import make_letter
from housing.presentations.models import Presentation
from housing.presentations.parting.merging import merge
from housing.presentations.parting.services import Parting, part
from housing.presentations.payments.deciding import approve
from housing.presentations.plan import services as plans
from housing.presentations.plan.assessing import Found, record_assessment
from housing.presentations.safety.incidents import Happened, record_incident
from housing.presentations.services import start_presentation
from housing.refusals import Refused
from pathway.duty_endings import Duty
from pathway.plans import Said
from tests.housing.households.factories import NOW, TODAY, Town, town
from tests.housing.midway.striking import rows, struck_at_every_step
from tests.housing.placements.arranging import arrange
from tests.housing.presentations.handover.asking import offer
from tests.housing.presentations.payments.arranging import budget, request

Act = Callable[[], Any]
HIT = Happened(happened_on=TODAY, kind="physical", place="where_she_stays", words="Made up", finds_her=True)
FOUND = Found("Not safe at home (made up)", "Two bedrooms (made up)", "Somebody to talk to (made up)")


def start(people: Town, name: str = "Madeup Person") -> Presentation:
    return start_presentation(name=name, route="self", by=people.officer, now=NOW)


def duty(people: Town, case: Presentation) -> Act:
    """A duty, its clock, the decision and the task to tell her of it."""
    return partial(
        accept_duty, presentation_id=case.id, duty=Duty.RELIEF, started_on=TODAY, why="Made up", by=people.officer,
        now=NOW,
    )  # fmt: skip


def decision(people: Town, case: Presentation) -> Act:
    """A decision, and the task to tell her of it."""
    return partial(
        record_decision, presentation_id=case.id, slug="suitability", decided_on=TODAY, reasons="Made up",
        by=people.officer, now=NOW, version=case.version,
    )  # fmt: skip


def letter(people: Town, case: Presentation) -> Act:
    """A letter given: she has been told, and the clock of the review runs."""
    decided = record_decision(
        presentation_id=case.id, slug="suitability", decided_on=TODAY, reasons="Made up", by=people.officer, now=NOW
    )
    made = make_letter(presentation_id=case.id, about=decided.id, by=people.officer, now=NOW)
    return partial(give_letter, letter_id=made.id, how="collected", given_on=TODAY, by=people.officer, now=NOW)


def payment(people: Town, case: Presentation) -> Act:
    """A yes to help with money, out of the budget."""
    budget(people.homelessness, "500")
    asked = request(case.household_id, people.officer)
    return partial(approve, payment_id=asked.id, by=people.homelessness, now=NOW)


def plan(people: Town, case: Presentation) -> Act:
    """Her plan kept as a version, with the clock of its review."""
    record_assessment(presentation_id=case.id, found=FOUND, by=people.officer, now=NOW)
    entered = plans.Step("Safety", "New locks (made up)", "council")
    step = plans.add_step(presentation_id=case.id, step=entered, by=people.officer, now=NOW)
    plans.say_of_step(step_id=step.id, said=Said.AGREED, why=None, by=people.officer, now=NOW)
    outcome = plans.Outcome(True, TODAY + timedelta(days=7))
    return partial(plans.give_plan, presentation_id=case.id, outcome=outcome, by=people.officer, now=NOW)


def parting(people: Town, case: Presentation) -> Act:
    """Two households of one."""
    sister = add_person(
        household_id=case.household_id, member=Member(name="Sister Madeup", relationship="sibling"), by=people.officer,
        now=NOW,
    )  # fmt: skip
    asked = Parting((sister.id,), sister.id, "She said so (made up)")
    return partial(part, household_id=case.household_id, parting=asked, by=people.officer, now=NOW)


def merging(people: Town, case: Presentation) -> Act:
    """Two records of one person that go on as one."""
    other = start(people, "Earlier Madeup").household.reference
    return partial(
        merge, household_id=case.household_id, reference=other, reason="Made up", by=people.homelessness, now=NOW
    )


def handover(people: Town, case: Presentation) -> Act:
    """A colleague takes the case over."""
    offered = offer(people, case, to=people.colleague)
    return partial(handovers.accept, handover_id=offered.id, by=people.colleague, now=NOW)


def copy(people: Town, case: Presentation) -> Act:
    """Her own copy, which a second person is asked to read."""
    said: dict[str, Any] = {"by": people.officer, "now": NOW}
    asked = Request(TODAY, "known")
    begun = begin_copy(household_id=case.household_id, asked=asked, wished=Wished(), **said)
    return partial(hand_on, copy_id=begun, **said)


def document(people: Town, case: Presentation) -> Act:
    """A file, kept encrypted."""
    sent = Sent("letter", b"Made-up words of a made-up letter")
    return partial(add_document, household_id=case.household_id, sent=sent, by=people.officer, now=NOW)


def incident(people: Town, case: Presentation) -> Act:
    """Something new was done to her: the risk, her place and a word with her."""
    return partial(
        record_incident, household_id=case.household_id, happened=HIT, key=uuid4(), by=people.officer, now=NOW
    )


def late_no(engine: Engine) -> Act:
    """Her no after both had said yes: the vacancy opens again and whoever is next is woken."""
    with Session(engine, expire_on_commit=False) as session:
        there = arrange(session, engine)
        made = there.offer()
        there.accept(made)
    return partial(answer_for_her, offer_id=made.id, accept=False, reason=None, words=None, by=there.officer, now=NOW)


def moving(engine: Engine) -> Act:
    """She moves into a home of her own."""
    with Session(engine, expire_on_commit=False) as session:
        there = arrange(session, engine)
        made = there.offer()
        there.accept(made)
        there.arrive(made)
        place = Place("council_tenancy", "12 Canary New Street", None, there.town.ward, None)
        check_home(household_id=there.household.id, place=place, by=there.officer, now=NOW)
        household = there.household.id
    return partial(
        record_move, household_id=household, moved_on=TODAY, secured="done", although=None, by=there.officer, now=NOW
    )


CASES = (duty, decision, letter, payment, plan, parting, merging, handover, copy, document, incident)


@pytest.mark.parametrize("arranged", CASES, ids=lambda case: case.__name__)
def test_everything_or_nothing(engine: Engine, arranged: Callable[[Town, Presentation], Act]) -> None:
    people = town()
    nothing_is_half_done(engine, arranged(people, start(people)))


@pytest.mark.parametrize("arranged", [late_no, moving], ids=lambda case: case.__name__)
def test_of_a_placement_too(engine: Engine, arranged: Callable[[Engine], Act]) -> None:
    nothing_is_half_done(engine, arranged(engine))


def test_what_is_two_transactions_is_seen(engine: Engine) -> None:
    """The negative control: two use cases in a row are struck down between them."""
    people = town()
    case = start(people)
    with pytest.raises(AssertionError, match=r"leaves something in .*'housing_duty'"):
        struck_at_every_step(lambda: (duty(people, case)(), document(people, case)()))


def nothing_is_half_done(engine: Engine, act: Act) -> None:
    """Struck at every step it leaves nothing; done at last it leaves something; sent once more it adds nothing."""
    before = rows(engine)
    assert struck_at_every_step(act) > 3
    done = rows(engine)
    assert done != before
    with suppress(Refused):
        act()
    again = rows(engine)
    assert [name for name in done if done[name][0] != again[name][0]] == []
