"""Who asks, who says yes, what is left: nobody approves her own, two people above the limit, never below nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, func, select

from housing import db
from housing.access import Forbidden, NotFound
from housing.presentations.documents.models import Document
from housing.presentations.documents.services import Sent, add_document, hide_document
from housing.presentations.payments.asking import Asked, ask
from housing.presentations.payments.budgets import set_budget
from housing.presentations.payments.deciding import approve, pay, refuse, withdraw
from housing.presentations.payments.models import FundBudget, Payment, PaymentEvent
from housing.presentations.payments.queries import count_without_receipt, funds, one, to_decide, without_receipt
from housing.presentations.payments.receipts import Receipt, add_receipt
from housing.presentations.services import end_presentation, start_presentation
from housing.refusals import Refused
from housing.tasks.models import Task
from pathway.payments import Event, Fund, State
from tests.housing.households.factories import COUNCIL, NOW, TODAY, Town, bar, town
from tests.housing.presentations.payments.arranging import ASKED, YEAR, another_desk, budget, request


@pytest.fixture
def people(engine: Engine) -> Town:
    return town()


@pytest.fixture
def household(people: Town) -> UUID:
    return start_presentation(name="Madeup Person", route="self", by=people.officer, now=NOW).household_id


def state(people: Town, payment_id: UUID) -> State:
    with db.reading() as session:
        return one(session, people.homelessness, payment_id).state


def fund(name: str = "prevention") -> Fund:
    with db.reading() as session:
        return funds(session, COUNCIL, name, [YEAR])[0]


def count(model: type) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def receipt(people: Town, payment_id: UUID, **given: Any) -> None:
    add_receipt(payment_id=payment_id, receipt=Receipt(**{"got_on": TODAY, **given}), by=people.officer, now=NOW)


def paid_request(people: Town, household: UUID) -> Payment:
    budget(people.homelessness, "1000")
    made = request(household, people.officer)
    approve(payment_id=made.id, by=people.homelessness, now=NOW)
    pay(payment_id=made.id, amount=Decimal(90), paid_on=TODAY, reference="MU-1", by=people.homelessness, now=NOW)
    return made


def open_tasks() -> list[str]:
    with db.reading() as session:
        query = select(Task.why).where(Task.kind == "payment", Task.closed_at.is_(None))
        return list(session.scalars(query))


def test_asked_approved_paid_and_accounted_for(people: Town, household: UUID) -> None:
    once = uuid4()
    made, again = (ask(household_id=household, asked=ASKED, once=once, by=people.officer, now=NOW) for _ in range(2))
    assert (made.id, count(Payment)) == (again.id, 1)
    assert (made.adults, made.children) == (1, 0)
    (why,) = open_tasks()
    assert "£120" in why
    assert "Madeup" not in why
    with pytest.raises(Refused, match="Nobody has set a budget for 2026 to 2027"):
        approve(payment_id=made.id, by=people.homelessness, now=NOW)
    budget(people.homelessness, "1000")
    with db.reading() as session:
        assert [to_decide(session, each, NOW) for each in (people.officer, people.homelessness)] == [0, 1]
    assert approve(payment_id=made.id, by=people.homelessness, now=NOW) is Event.APPROVED
    assert open_tasks() == []
    assert (fund().committed, fund().left) == (Decimal(120), Decimal(880))

    def paid(pounds: str, days: int = 0) -> None:
        pay(payment_id=made.id, amount=Decimal(pounds), paid_on=TODAY + timedelta(days=days), reference="MU-1",
            by=people.homelessness, now=NOW)  # fmt: skip

    for pounds, days, wrong in (("121", 0, "£120 or less"), ("90", 1, "not to come"), ("90", -1, "the approval")):
        with pytest.raises(Refused, match=wrong):
            paid(pounds, days)
    paid("90")
    assert (fund().committed, fund().spent, fund().left) == (Decimal(0), Decimal(90), Decimal(910))
    with pytest.raises(Refused, match="stands at “Paid”: Hana Demo"):
        paid("90")
    for _ in range(2):
        receipt(people, made.id, reference="Receipt 7 (made up)")
    assert count(PaymentEvent) == 4
    with pytest.raises(Refused, match="stands at “Paid”"):
        withdraw(payment_id=made.id, words="Made up", by=people.officer, now=NOW)


def lacking(people: Town) -> list[str]:
    with db.reading() as session:
        found = [each.row.reference for each in without_receipt(session, people.homelessness)]
        assert count_without_receipt(session, people.homelessness) == len(found)
    return found


def test_a_receipt_is_a_document_of_the_case_and_until_then_it_is_missing(people: Town, household: UUID) -> None:
    made = paid_request(people, household)
    other = request(household, people.officer)
    assert lacking(people) == [made.reference]
    with pytest.raises(Refused, match="stands at “To be decided”"):
        receipt(people, other.id, reference="Receipt 8 (made up)")
    for given, field in (
        ({}, "file"), ({"reference": "  "}, "file"), ({"file": b"\x00\x01"}, "file"), ({"file": b""}, "file"),
        ({"document_id": uuid4()}, "document"), ({"got_on": TODAY + timedelta(days=1), "reference": "x"}, "got_on"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            receipt(people, made.id, **given)
        assert refused.value.field == field
    assert (lacking(people), count(Document)) == ([made.reference], 0)
    for _ in range(2):
        receipt(people, made.id, file=b"Made-up receipt")
    with db.reading() as session:
        (kept,) = session.scalars(select(Document)).all()
        (row,) = session.scalars(select(PaymentEvent).where(PaymentEvent.event == "receipt")).all()
    assert (kept.household_id, kept.kind, row.document_id) == (household, "receipt", kept.id)
    assert lacking(people) == []


def test_a_hidden_document_or_one_of_another_case_is_no_receipt(people: Town, household: UUID) -> None:
    made = paid_request(people, household)
    elsewhere = start_presentation(name="Madeup Other", route="self", by=people.officer, now=NOW).household_id
    theirs, hers = (
        add_document(household_id=each, sent=Sent("other", b"Made up"), by=people.officer, now=NOW)
        for each in (elsewhere, household)
    )
    hide_document(household_id=household, document_id=hers, reason="Made up", by=people.officer, now=NOW)
    for document_id, wrong in ((theirs, "of this case"), (hers, "is hidden")):
        with pytest.raises(Refused, match=wrong):
            receipt(people, made.id, document_id=document_id)


def test_nobody_approves_her_own_and_above_the_limit_two_people_do(people: Town, household: UUID) -> None:
    budget(people.homelessness, "5000")
    own = request(household, people.homelessness, pounds="10")
    for act in (partial(approve, payment_id=own.id), partial(refuse, payment_id=own.id, reason="other", words="x")):
        with pytest.raises(Refused, match="You asked for this yourself"):
            act(by=people.homelessness, now=NOW)
    assert approve(payment_id=own.id, by=people.colleague, now=NOW) is Event.APPROVED
    big, second = request(household, people.officer, pounds="700"), another_desk(people)
    assert approve(payment_id=big.id, by=people.homelessness, now=NOW) is Event.FIRST_YES
    with pytest.raises(Refused, match="You have said yes already"):
        approve(payment_id=big.id, by=people.homelessness, now=NOW)
    with pytest.raises(Refused, match="higher limit"):
        approve(payment_id=big.id, by=people.colleague, now=NOW)
    assert approve(payment_id=big.id, by=second, now=NOW) is Event.APPROVED
    with pytest.raises(Refused, match="Approved, to be paid”: Hugo Demo"):
        approve(payment_id=big.id, by=second, now=NOW)


def test_a_no_has_a_reason_and_what_is_withdrawn_is_free_again(people: Town, household: UUID) -> None:
    budget(people.homelessness, "200")
    made = request(household, people.officer)
    for reason, words, wrong in ((None, None, "Select a reason"), ("other", " ", "few words")):
        with pytest.raises(Refused, match=wrong):
            refuse(payment_id=made.id, reason=reason, words=words, by=people.homelessness, now=NOW)
    refuse(payment_id=made.id, reason="other_help", words=None, by=people.homelessness, now=NOW)
    assert state(people, made.id) is State.REFUSED
    again, dear = request(household, people.officer), request(household, people.officer, pounds="100")
    approve(payment_id=again.id, by=people.homelessness, now=NOW)
    with pytest.raises(Refused, match="£80 is left of the budget"):
        approve(payment_id=dear.id, by=people.homelessness, now=NOW)
    with pytest.raises(Refused, match="£120 is approved or spent already"):
        budget(people.homelessness, "119.99")
    withdraw(payment_id=again.id, words="She found one (made up)", by=people.officer, now=NOW)
    assert fund().left == Decimal(200)
    assert approve(payment_id=dear.id, by=people.homelessness, now=NOW) is Event.APPROVED


def test_two_approvals_at_once_never_spend_more_than_there_is(people: Town, household: UUID) -> None:
    budget(people.homelessness, "500")
    asked = [request(household, people.officer, pounds="100") for _ in range(8)]
    start = threading.Barrier(len(asked))

    def act(say_yes: Callable[[], Event]) -> object:
        start.wait(30)
        try:
            return say_yes()
        except Refused as refused:
            return str(refused)

    yes = [partial(approve, payment_id=each.id, by=people.homelessness, now=NOW) for each in asked]
    with ThreadPoolExecutor(len(asked)) as pool:
        said = list(pool.map(act, yes))
    assert said.count(Event.APPROVED) == 5
    assert said.count("£0 is left of the budget for 2026 to 2027.") == 3
    assert fund().left == Decimal(0)


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        (replace(ASKED, fund="nonsense"), "from the list"),
        (replace(ASKED, amount=Decimal(0)), "more than nothing"),
        (replace(ASKED, amount=Decimal(10_001)), "£10,000 or less"),
        (replace(ASKED, payee_kind="herself", way="direct"), "how it reaches her"),
        (replace(ASKED, why=" "), "what it is for"),
    ],
)
def test_what_cannot_be_asked_for(people: Town, household: UUID, asked: Asked, wrong: str) -> None:
    with pytest.raises(Refused, match=wrong):
        ask(household_id=household, asked=asked, once=uuid4(), by=people.officer, now=NOW)
    assert count(Payment) == 0


def test_reach_and_an_ended_case(people: Town, household: UUID) -> None:
    made = request(household, people.officer)
    for actor in (people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            request(household, actor)
        with pytest.raises(NotFound):
            approve(payment_id=made.id, by=actor, now=NOW)
    for actor in (people.refuge, people.strategy):
        with pytest.raises(Forbidden):
            approve(payment_id=made.id, by=actor, now=NOW)
    bar(people.homelessness, household)
    with pytest.raises(NotFound):
        approve(payment_id=made.id, by=people.homelessness, now=NOW)
    end_presentation(
        presentation_id=made.presentation_id, ending="withdrawn",
        confirmed=("her-own-words", "knows-she-can-return"), by=people.officer, now=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="This presentation has ended"):
        request(household, people.officer)


@pytest.mark.parametrize(
    ("fund_slug", "year", "why", "wrong"),
    [("nonsense", YEAR, "x", "Select a fund"), ("prevention", 2040, "x", "within 5 years"),
     ("prevention", YEAR, " ", "who decided")],
)  # fmt: skip
def test_a_budget_that_cannot_be(people: Town, fund_slug: str, year: int, why: str, wrong: str) -> None:
    with pytest.raises(Refused, match=wrong):
        set_budget(fund=fund_slug, year=year, amount=Decimal(5), why=why, by=people.strategy, now=NOW)
    assert count(FundBudget) == 0
    with pytest.raises(Forbidden):
        budget(people.officer, "5")
