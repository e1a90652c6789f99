"""What a page says, read the way a person would, and the sign-in page used by hand."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from housing import db
from housing.audit import AuditEntry
from tests.housing.people.factories import PASSWORD

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def token_in(answer: TestResponse) -> str:
    """The token of the page's first form."""
    field = BeautifulSoup(answer.text, "html.parser").find("input", {"name": "csrf_token"})
    assert field is not None
    return str(field["value"])


def try_password(client: FlaskClient, email: str, password: str = PASSWORD, onward: str = "") -> TestResponse:
    """Open the sign-in page and send it."""
    path = f"/sign-in{onward}"
    page = client.get(path)
    fields = {"email": email, "password": password, "csrf_token": token_in(page)}
    return client.post(path, data=fields)


def actions() -> list[str]:
    """What the trail says was done, oldest first."""
    with Session(db.engine()) as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)))


def sentence(answer: TestResponse) -> str:
    """What the error summary says."""
    summary = BeautifulSoup(answer.text, "html.parser").find(class_="govuk-error-summary__list")
    return summary.get_text(" ", strip=True) if summary else ""


def link_in(answer: TestResponse) -> str:
    """The path of the one-time link on the page."""
    found = re.search(r"/choose-password/[\w-]+", answer.text)
    assert found is not None
    return found[0]
