"""The pages about help with money: one walk, bad input, who does not reach them, and a file without names."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.access import Actor
from housing.presentations.payments.models import Payment
from tests.housing.households.factories import NOW, Town, bar
from tests.housing.presentations.payments.arranging import YEAR, budget, request
from tests.housing.signing_in import sign_in_as

ANSWERS = {
    "fund": "prevention", "purpose": "deposit", "amount": "320", "payee_kind": "landlord", "way": "direct",
    "why": "A month in advance (made up)",
}  # fmt: skip
PATHS = ("", "/decide", "/pay", "/receipt", "/withdraw")


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Before anybody signs in: the morning of the tests."""
    with time_machine.travel(NOW, tick=False):
        yield


def today(name: str) -> dict[str, str]:
    return {f"{name}-day": "23", f"{name}-month": "11", f"{name}-year": "2026"}


def test_asked_for_decided_paid_by_forms(app: Flask, client: FlaskClient, people: Town, household: UUID) -> None:
    pages = [
        client.post(f"/households/{household}/payments/ask", data={**ANSWERS, "once": str(UUID(int=7))},
                    follow_redirects=True).text
        for _ in range(2)
    ]  # fmt: skip
    assert "You asked for this, so somebody else decides" in pages[1]
    with db.reading() as session:
        (payment_id,) = session.scalars(select(Payment.id)).all()
    path = f"/payments/{payment_id}"
    desk = app.test_client()
    sign_in_as(desk, people.homelessness)
    assert path in desk.get("/payments").text
    assert "No budget set" in desk.get(f"{path}/decide").text
    assert "Nobody has set a budget" in desk.post(f"{path}/decide", data={"answer": "yes"}).text
    said = {"fund": "prevention", "year": str(YEAR), "amount": "9000", "why": "Cabinet (made up)"}
    assert "£9,000" in desk.post("/payments/budget/set", data=said, follow_redirects=True).text
    assert "Approved, to be paid" in desk.post(f"{path}/decide", data={"answer": "yes"}, follow_redirects=True).text
    paid = {"amount": "300", "reference": "MU-9", **today("paid_on")}
    assert "£300" in desk.post(f"{path}/pay", data=paid, follow_redirects=True).text
    assert path in desk.get("/payments/receipts").text
    assert "Send the receipt, select a document" in client.post(f"{path}/receipt", data=today("got_on")).text
    got = {"file": (io.BytesIO(b"Made-up receipt"), "receipt.txt"), **today("got_on")}
    page = client.post(f"{path}/receipt", data=got, follow_redirects=True).text
    assert "The receipt" in page
    assert f"/households/{household}/documents/" in page
    assert "Receipt or invoice, 23 November 2026" in client.get(f"{path}/receipt").text
    assert path not in desk.get("/payments/receipts").text
    lines = desk.get("/payments.csv").text.splitlines()
    assert len(lines) == 2
    assert "300" in lines[1]
    assert "Madeup" not in lines[1]
    assert "made up" not in lines[1]
    assert desk.get("/payments?state=paid").text.count(path) == 1
    assert desk.get("/payments?state=asked").text.count(path) == 0
    assert desk.get("/payments?state=nonsense&page=-4").status_code == 200


def test_a_request_from_the_move_has_its_tick_and_purpose_filled_in(client: FlaskClient, household: UUID) -> None:
    path = f"/households/{household}/payments/ask"
    filled, plain = client.get(f"{path}?move=yes").text, client.get(path).text
    assert [page.count("checked") for page in (filled, plain)] == [2, 0]
    assert "For her move" in client.post(path, data={**ANSWERS, "for_move": "yes"}, follow_redirects=True).text


def test_what_was_typed_is_kept_where_something_is_wrong(client: FlaskClient, people: Town, household: UUID) -> None:
    path = f"/households/{household}/payments/ask"
    page = client.post(path, data={**ANSWERS, "amount": "lots", "why": "Kept words"}).text
    assert "must be an amount of money" in page
    assert "Kept words" in page
    made = request(household, people.homelessness, pounds="20")
    assert "few words" in client.post(f"/payments/{made.id}/decide", data={"answer": "no", "reason": "other"}).text
    assert "Say why it is withdrawn" in client.post(f"/payments/{made.id}/withdraw", data={"words": ""}).text
    for text in ("\x00", "🏠" * 2000, "x" * 500_000, "<b>x</b>"):
        sent = dict.fromkeys((*ANSWERS, "once", "words", "reference", "answer", "reason"), text)
        for each in (path, *(f"/payments/{made.id}{one}" for one in PATHS[1:] if one != "/pay")):
            answer = client.post(each, data=sent)
            assert answer.status_code in (200, 303, 413)
            assert "<b>x</b>" not in answer.text


@pytest.mark.parametrize("who", ["other_team", "neighbour", "barred"])
def test_out_of_reach_is_not_there(client: FlaskClient, people: Town, household: UUID, who: str) -> None:
    made = request(household, people.colleague)
    actor: Actor = people.officer if who == "barred" else getattr(people, who)
    if who == "barred":
        bar(actor, household)
    sign_in_as(client, actor)
    assert client.get(f"/households/{household}/payments/ask").status_code == 404
    for path in PATHS:
        assert client.get(f"/payments/{made.id}{path}").status_code == 404
        assert client.get(f"/payments/{uuid4()}{path}").status_code == 404
    for page in ("/payments", "/payments.csv", "/payments/receipts"):
        assert made.reference not in client.get(page).text


def test_the_list_takes_a_constant_number_of_queries(app: Flask, people: Town, household: UUID) -> None:
    desk = app.test_client()
    sign_in_as(desk, people.homelessness)

    def statements() -> int:
        with db.count_statements() as sent:
            assert desk.get("/payments").status_code == 200
        return len(sent)

    request(household, people.officer)
    before = statements()
    for _ in range(4):
        request(household, people.officer)
    assert statements() == before


def test_a_budget_says_what_was_said_before(app: Flask, people: Town) -> None:
    lead = app.test_client()
    sign_in_as(lead, people.strategy)
    budget(people.homelessness, "1000")
    budget(people.strategy, "2000", fund="emergency")
    page = re.sub(r"\s+", " ", lead.get("/payments/budget").text)
    for words in ("£1,000", "£2,000", "Hana Demo", "Stan Demo", "2026 to 2027"):
        assert words in page
    assert lead.get("/payments").status_code == 403
