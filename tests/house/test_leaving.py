"""Save and come back later: every form that records something offers it, or stands here with why it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask, g, render_template_string
from wtforms.fields.core import UnboundField

from housing import access, whose_case
from housing.config import Settings
from housing.forms import Choice, FilterForm, HavenForm, Hidden, Secret, Text, Tick, Upload
from housing.forms.left import LEFT
from tests.house.reading import ROOT
from tests.housing.application import create_app
from tests.housing.signing_in import account

LATER = "Save and come back later"
# What is typed into these is not kept, and why. A file, a password and a one-time code are never kept.
RECORDS_NOTHING = {
    "FetchCouncilForm": "takes a file away",
    "FetchForm": "takes a file away",
    "SearchForm": "a search",
    "TrailForm": "a search of the audit trail",
}
NEVER_KEPT = {
    "AddForm of question_sets": "a file",
    "ChangePasswordForm": "a password",
    "ChoosePasswordForm": "a password",
    "DocumentForm": "a file",
    "PhotographForm": "a file",
    "ReceiptForm": "a file",
    "SendForm": "a file",
    "SignInForm": "a password",
    "VersionForm": "a file",
}
# Forms written out by hand that show a question.
BY_HAND = {
    "components/tables.html": "filters, by GET",
    "places/available/page.html": "a filter",
    "placements/matching/helped.html": "a question about past runs, by GET",
    "presentations/summary.html": "a confirmation, with a word if she likes",
}
# What ids of addresses stand for that is of no case.
OF_NO_CASE = {
    "account_id": "an account",
    "change_id": "a change of the rules",
    "closing_id": "a place that closes",
    "draft_id": "a file of stock",
    "filename": "a style sheet",
    "intention_id": "a change of the rules",
    "key": "a clock of the law",
    "kind": "a kind of check, ladder or distance",
    "membership_id": "a role of an account",
    "name": "a job of Haven",
    "photograph_id": "a photograph of a place; one of a home stands under its job",
    "property_id": "a place",
    "question_set_id": "a question set",
    "rule_id": "a rule",
    "run_id": "a run over every case",
    "series": "a contract of a place",
    "side": "a list of reasons",
    "slug": "an entry of a list",
    "answers_id": "unfinished answers",
    "token": "a link for a password",
    "unit_id": "a place",
    "void_id": "a place that stands empty",
}


@pytest.fixture
def app(haven: Settings) -> Flask:
    return create_app(haven)


def every_form(of: type[HavenForm] = HavenForm) -> Iterator[type[HavenForm]]:
    for form in of.__subclasses__():
        yield form
        yield from every_form(form)


def kinds(form: type[HavenForm]) -> set[str]:
    fields = [getattr(form, name) for name in dir(form)]
    return {str(field.field_class.kind) for field in fields if isinstance(field, UnboundField)}


def named(form: type[HavenForm]) -> str:
    room = form.__module__.split(".")[-2]
    return f"{form.__name__} of {room}" if form.__name__ == "AddForm" else form.__name__


def product_forms() -> list[type[HavenForm]]:
    return [form for form in set(every_form()) if form.__module__.startswith("housing.")]


def test_what_is_not_kept_is_reviewed(app: Flask) -> None:
    asking = [form for form in product_forms() if not issubclass(form, FilterForm) and kinds(form) - {"hidden", "tick"}]
    assert len(asking) > 100
    assert {named(form) for form in asking if not form.comes_back} == set(RECORDS_NOTHING)
    assert {named(form) for form in asking if kinds(form) & {"file", "secret"}} == set(NEVER_KEPT)


def test_no_page_writes_its_questions_out_by_hand() -> None:
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        for form in re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), re.DOTALL):
            shows = re.search(r"<(textarea|select)\b|<input(?![^>]*type=\"hidden\")|\bquestions?\(|caller\(\)", form)
            if shows and "leaving(form" not in form and "page_form" not in form:
                found.add(path.relative_to(ROOT / "templates").as_posix())
    assert found - {"components/fields.html", "components/chrome.html"} == set(BY_HAND)


def test_every_id_of_an_address_leads_to_its_case_or_to_none(app: Flask) -> None:
    known = {whose_case.HOUSEHOLD, *whose_case.LEADS_TO}
    pages = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    asked = {name for rule in pages if not rule.arguments & known for name in rule.arguments}
    assert asked == set(OF_NO_CASE) & asked
    assert not {name for name in OF_NO_CASE if name in known}


class Asks(HavenForm):
    """A made-up form that records something."""

    words = Text("Words")
    seen = Hidden()


class Searches(Asks):
    """A made-up form that does not."""

    comes_back = False


class Confirms(HavenForm):
    """A made-up form with nothing to type."""

    sure = Tick("I am sure")
    seen = Hidden()


class Hides(Asks):
    """A made-up form with a secret."""

    password = Secret("Password", autocomplete="current-password")


class Sends(Asks):
    """A made-up form with a file."""

    sent = Upload("A file", endings=("csv",))


class Chooses(HavenForm):
    """A made-up form with nothing but a choice."""

    which = Choice("Which?")


PAGE = """{% from "components/fields.html" import buttons, page_form, questions %}
{% call page_form(form, method=method) %}{{ questions(form) }}{% if shown %}{{ buttons() }}{% endif %}{% endcall %}"""


def offers(app: Flask, form: type[HavenForm], *, method: str = "post", shown: bool = True, known: bool = True) -> int:
    """How often a page with the form offers to be left."""
    somebody = account(access.Role.OFFICER)
    with app.test_request_context("/made-up"):
        g.actor = somebody if known else None
        page = render_template_string(PAGE, form=form(), method=method, shown=shown)
    return sum(each.get_text(strip=True) == LATER for each in BeautifulSoup(page, "html.parser").select("button"))


@pytest.mark.parametrize("form", [Asks, Chooses])
def test_the_macros_offer_it_once_whatever_the_page_shows(app: Flask, form: type[HavenForm]) -> None:
    assert offers(app, form) == 1
    assert offers(app, form, shown=False) == 1
    assert offers(app, form, method="get") == 0
    assert offers(app, form, known=False) == 0


@pytest.mark.parametrize("form", [Searches, Confirms, Hides, Sends])
def test_what_is_never_kept_is_not_offered(app: Flask, form: type[HavenForm]) -> None:
    assert offers(app, form) == 0
    assert LEFT in app.extensions
