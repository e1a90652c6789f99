"""What a form of a page would send, read as a browser reads it."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from housing import db
from housing.unfinished.models import UnfinishedAnswers

LATER = "Save and come back later"
Typed = dict[str, str | list[str]]


def main_form(page: str) -> Tag:
    """The form of a page that can be left."""
    found = BeautifulSoup(page, "html.parser").select_one("main form[data-haven-leaving]")
    assert found, "no form that can be left"
    return found


def as_sent(page: str) -> Typed:
    """The fields that the page's form would send as it stands."""
    sent: dict[str, list[str]] = {}
    for field in main_form(page).select("input, select, textarea"):
        name, kind = str(field.get("name", "")), field.get("type", "")
        if not name or (kind in ("radio", "checkbox") and not field.has_attr("checked")):
            continue
        if field.name == "select":
            picked = field.select_one("option[selected]")
            value = str(picked["value"]) if picked else ""
        else:
            value = field.get_text().lstrip("\n") if field.name == "textarea" else str(field.get("value", ""))
        sent.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def leave(client: FlaskClient, path: str, typed: Typed) -> TestResponse:
    """Open a page, type, and press the button that keeps it for later."""
    page = client.get(path).text
    button = next(each for each in main_form(page).select("button") if each.get_text(strip=True) == LATER)
    return client.post(str(button["formaction"]), data={**as_sent(page), **typed})


def open_again(client: FlaskClient, path: str) -> tuple[str, Typed]:
    """The page as it is when it is opened again, and what its form would send."""
    page = client.get(path)
    assert page.status_code == 200, path
    return page.text, as_sent(page.text)


def kept_paths() -> list[str]:
    """The addresses of the pages that anybody has left."""
    with db.reading() as session:
        return list(session.scalars(select(UnfinishedAnswers.path).order_by(UnfinishedAnswers.path)))
