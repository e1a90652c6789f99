"""What somebody was typing when their session ended comes back to them, and to nobody else."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from housing.access import Role
from tests.housing.people.factories import PASSWORD, with_password
from tests.housing.people.reading import token_in, try_password

HERE = {"Sec-Fetch-Site": "same-origin"}
TYPED = {"reference": "H-222222", "reason": "other"}


def typed_late(client: FlaskClient, email: str) -> TestResponse:
    """Fill in a form, lose the session, send the form: the page that answers."""
    try_password(client, email)
    page = BeautifulSoup(client.get("/account/know-a-family").text, "html.parser")
    marks = {name: str(value_of(page, name)) for name in ("csrf_token", "whose")}
    client.post("/sign-out")
    return client.post("/account/know-a-family", data={**TYPED, **marks}, headers=HERE)


def value_of(page: BeautifulSoup, name: str) -> str:
    """The value of the page's hidden field, in its main part."""
    field = page.select_one(f"main input[name={name}]")
    assert isinstance(field, Tag)
    return str(field["value"])


def sign_in_there(client: FlaskClient, answer: TestResponse, email: str) -> TestResponse:
    """Sign in on the page that carries what was typed."""
    page = BeautifulSoup(answer.text, "html.parser")
    fields = {"email": email, "password": PASSWORD, "csrf_token": token_in(answer), "draft": value_of(page, "draft")}
    form = page.select_one("main form")
    assert isinstance(form, Tag)
    return client.post(str(form["action"]), data=fields)


def test_it_is_given_back_to_its_writer_and_can_be_sent(client: FlaskClient) -> None:
    email = with_password(Role.OFFICER)
    answer = typed_late(client, email)
    assert "Sign in" in answer.text
    assert "H-222222" not in answer.text
    given = sign_in_there(client, answer, email)
    assert given.status_code == 200
    assert "H-222222" in given.text
    page = BeautifulSoup(given.text, "html.parser")
    form = page.select_one("main form")
    assert isinstance(form, Tag)
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    assert client.post(str(form["action"]), data=fields).location == "/account"


def test_another_person_at_the_desk_does_not_get_it(client: FlaskClient) -> None:
    answer = typed_late(client, with_password(Role.OFFICER))
    given = sign_in_there(client, answer, with_password(Role.OFFICER))
    assert given.status_code == 303
    assert "H-222222" not in given.text


def test_a_wrong_password_in_between_loses_nothing(client: FlaskClient) -> None:
    email = with_password(Role.OFFICER)
    answer = typed_late(client, email)
    page = BeautifulSoup(answer.text, "html.parser")
    form = page.select_one("main form")
    assert isinstance(form, Tag)
    fields = {"email": email, "password": "not the right one", "csrf_token": token_in(answer)}
    again = client.post(str(form["action"]), data={**fields, "draft": value_of(page, "draft")})
    assert value_of(BeautifulSoup(again.text, "html.parser"), "draft") == value_of(page, "draft")
