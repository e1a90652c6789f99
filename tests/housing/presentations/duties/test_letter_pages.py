"""The pages on letters: written, read, given, saved; nobody else finds them."""

from __future__ import annotations

from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from housing import db
from housing.presentations.letters.models import Letter
from tests.housing.households.factories import Town
from tests.housing.presentations.duties.walking import day, link, signed_in


def written(client: FlaskClient, at: str) -> str:
    """The address of a letter about a decision."""
    decision = {"slug": "suitability", "reasons": "Made up <b>reasons</b>", **day("decided_on")}
    assert client.post(f"{at}/decisions/new", data=decision).status_code == 303
    page = client.get(f"{at}/letters/new").text
    about = page.partition('name="about"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post(f"{at}/letters/new", data={"about": about})
    assert client.post(f"{at}/letters/new", data={"about": about}).headers["Location"] == answer.headers["Location"]
    return str(answer.headers["Location"])


def test_a_letter_is_written_read_given_and_saved(client: FlaskClient, at: str) -> None:
    assert "There is nothing to write about yet" in client.get(f"{at}/letters/new").text
    letter = written(client, at)
    page = client.get(letter).text
    for words in ("Dear Madeup Person,", "Made up &lt;b&gt;reasons&lt;/b&gt;", "Nobody has agreed with her how"):
        assert words in page
    given = link(page, "/given")
    assert "Keep it here for her to collect" in client.post(given, data={"how": "post", **day("given_on")}).text
    assert "Select how it was given" in client.post(given, data=day("given_on")).text
    assert client.post(given, data={"how": "kept", **day("given_on")}).status_code == 303
    assert "Kept here for her to collect" in client.get(f"{at}/letters").text
    assert "told on" in client.get(f"{at}/duties").text
    saved = client.get(link(page, "/file"))
    assert saved.mimetype == "application/pdf"
    assert saved.data.startswith(b"%PDF")
    assert "attachment" in saved.headers["Content-Disposition"]
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert "Letters" in client.get(at).text


def test_many_letters_come_in_pages_with_as_many_statements_as_one(client: FlaskClient, at: str) -> None:
    def statements() -> int:
        with db.count_statements() as asked:
            assert client.get(f"{at}/letters").status_code == 200
        return len(asked)

    written(client, at)
    before = statements()
    with db.transaction() as session:
        table = Letter.__table__
        one = dict(session.execute(select(table)).mappings().one())
        session.execute(insert(Letter), [{**one, "id": uuid4()} for _ in range(30)])
    assert statements() == before
    assert client.get(f"{at}/letters").text.count("Written on") == 25
    assert client.get(f"{at}/letters?page=2").text.count("Written on") == 6


def test_nobody_else_finds_a_letter(app: Flask, client: FlaskClient, people: Town, at: str) -> None:
    letter = written(client, at)
    pages = (letter, f"{letter}/file", f"{letter}/given", f"{at}/letters", f"{at}/letters/new")
    for actor, status in ((people.other_team, 404), (people.neighbour, 404), (people.refuge, 403)):
        browser = signed_in(app, actor)
        assert {browser.get(page).status_code for page in pages} == {status}
    missing = f"{at}/letters/{uuid4()}"
    assert {client.get(page).status_code for page in (missing, f"{missing}/file", f"{missing}/given")} == {404}
    assert client.post(f"{at}/letters/new", data={"about": "x" * 500_000}).status_code == 200
