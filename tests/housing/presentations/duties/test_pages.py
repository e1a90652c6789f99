"""The pages on what is owed: one walk, bad input, who is kept out, and one line in the trail for each look."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient

from housing import db
from tests.housing.households.factories import Town, bar
from tests.housing.presentations.duties.walking import day, link, signed_in

PAGES = ("/duties", "/duties/accept", "/duties/priority", "/decisions/new", "/elsewhere", "/nights/arrive")
FIELDS = """duty started_on-day started_on-month started_on-year why slug decided_on-day decided_on-month
decided_on-year reasons limbs council at_risk connected_here connected_there kind place outside district arrived_on-day
arrived_on-month arrived_on-year version"""


def test_a_walk_from_the_duty_to_the_review(app: Flask, client: FlaskClient, people: Town, at: str) -> None:
    assert f"{at}/duties" in client.get(at).text
    sent = {"duty": "relief", **day("started_on", 10), "why": "made up"}
    assert client.post(f"{at}/duties/accept", data=sent).status_code == 303
    assert "Duty" not in (again := client.post(f"{at}/duties/accept", data=sent)).headers
    assert "recorded this duty at" in again.text
    page = client.get(f"{at}/duties").text
    for words in ("day 11 of 56", "Not told", "s189(1)(e)", "56 days, the first day counted"):
        assert words in page
    assert "Relief duty" in client.get(at).text
    told = link(page, "/told")
    assert client.post(told, data={"how": "letter", **day("told_on")}).status_code == 303
    ask = link(client.get(f"{at}/duties").text, "/review")
    assert client.post(ask, data=day("asked_on")).status_code == 303
    desk = signed_in(app, people.homelessness)
    decide = link(desk.get(f"{at}/duties").text, "/decide")
    assert client.get(decide).status_code == 403
    assert "Hana Demo" in desk.get(decide).text
    answers = {"outcome": "changed", "words": "made up", "senior": "yes"}
    assert desk.post(decide, data=answers).status_code == 303
    assert "The decision is changed" in desk.get(f"{at}/duties").text


def test_nights_are_counted_and_the_other_council_is_told(client: FlaskClient, at: str) -> None:
    sent = {"kind": "bb", "place": "Made-up hotel", "outside": "yes", "district": "Nextdoor", "duty": "interim"}
    assert client.post(f"{at}/nights/arrive", data={**sent, **day("arrived_on", 29)}).status_code == 303
    page = client.get(f"{at}/duties").text
    assert "night 30" in page.lower()
    assert "Telling the other council" in page
    assert (
        client.post(link(page, "/told"), data={**day("told_on"), "how": "A named officer (made up)"}).status_code == 303
    )
    page = client.get(f"{at}/duties").text
    assert "Telling the other council" not in page
    left = {**day("left_on"), "safe_tonight": "yes"}
    assert client.post(link(page, "/leave"), data=left).status_code == 303
    assert "recorded at" in client.post(link(page, "/leave"), data=left).text


def test_what_the_law_says_is_dismissed_with_a_reason(client: FlaskClient, at: str) -> None:
    page = client.get(f"{at}/duties").text
    assert "Nobody can decide otherwise" in page
    dismiss = link(page, "/prompts/evidence-not-needed/dismiss")
    assert "Enter why" in client.post(dismiss, data={}).text
    assert client.post(dismiss, data={"why": "Read by all of the team"}).status_code == 303
    assert "evidence-not-needed" not in client.get(f"{at}/duties").text
    assert "dismissed this at" in client.post(dismiss, data={"why": "again"}).text
    assert client.get(f"{at}/prompts/made-up/dismiss").status_code == 404


def test_bad_input_is_answered_with_one_sentence(client: FlaskClient, at: str) -> None:
    no_such_day = {"started_on-day": "31", "started_on-month": "2", "started_on-year": "2026"}
    for path, sent, sentence in (
        ("/duties/accept", {}, "Select a duty"),
        ("/duties/accept", {"duty": "relief", **no_such_day}, "must be a real date"),
        ("/decisions/new", {"slug": "no_priority_need", "reasons": "x", **day("decided_on")}, "s189(1)(e)"),
        ("/decisions/new", {"slug": "not_eligible", **day("decided_on")}, "Enter the reasons"),
        ("/elsewhere", {"council": "Nextdoor", "reasons": "x"}, "only while the relief duty"),
        ("/elsewhere", {"council": "Nextdoor", **day("asked_by_on", 3)}, "must be today or"),
        ("/nights/arrive", {"kind": "bb", "outside": "yes"}, "Enter the other council"),
    ):
        assert sentence in client.post(f"{at}{path}", data=sent).text


def test_nobody_else_finds_them(app: Flask, client: FlaskClient, people: Town, at: str) -> None:
    expected = ((people.other_team, 404), (people.neighbour, 404), (people.refuge, 403), (people.strategy, 403))
    for actor, status in expected:
        browser = signed_in(app, actor)
        assert {browser.get(f"{at}{path}").status_code for path in PAGES} == {status}
    assert {client.get(f"{at}{path}").status_code for path in PAGES} == {200}
    bar(people.officer, UUID(at.rpartition("/")[2]))
    assert {client.get(f"{at}{path}").status_code for path in PAGES} == {404}


def test_rows_of_another_case_are_not_there(client: FlaskClient, at: str) -> None:
    for path in ("duties/{}/end", "decisions/{}/told", "decisions/{}/review", "reviews/{}/extend", "nights/{}/leave"):
        assert client.get(f"{at}/{path.format(uuid4())}").status_code == 404


def test_whatever_is_typed_is_never_our_fault(client: FlaskClient, at: str) -> None:
    for text in ("\x00", "🏠" * 50, "x" * 500_000, "'; drop table person; --", "<b>x</b>"):
        sent = dict.fromkeys(FIELDS.split(), text)
        for path in (*PAGES[1:], "/prompts/priority-need/dismiss"):
            answer = client.post(f"{at}{path}", data=sent)
            assert answer.status_code in (200, 303)
            assert "<b>x</b>" not in answer.text


def test_the_page_takes_as_many_queries_with_one_row_as_with_ten(client: FlaskClient, at: str) -> None:
    def statements() -> int:
        with db.count_statements() as sent:
            assert client.get(f"{at}/duties").status_code == 200
        return len(sent)

    client.post(f"{at}/duties/accept", data={"duty": "interim", **day("started_on", 9)})
    client.post(f"{at}/duties/accept", data={"duty": "relief", **day("started_on", 9)})
    before = statements()
    for number in range(4):
        client.post(f"{at}/decisions/new", data={"slug": "suitability", "reasons": f"x{number}", **day("decided_on")})
    assert statements() <= before + 1
    assert before < 45
