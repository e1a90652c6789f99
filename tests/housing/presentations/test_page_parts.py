"""How the household's page is laid out: parts in order, panels at their place, contents that lead there."""

from __future__ import annotations

import re
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select

from housing import db
from housing.audit import AuditEntry
from housing.households import services
from housing.presentations.panels import TITLES, Panel, Part, laid_out
from tests.housing.households.factories import NOW, Town


def test_parts_keep_the_order_of_the_page_and_panels_their_place() -> None:
    made = [
        Panel("late.html", part=Part.HOMES, order=60),
        Panel("record.html", part=Part.RECORD),
        Panel("first.html", part=Part.HOMES, order=10),
        Panel("second.html", part=Part.HOMES, order=10),
        Panel("now.html", part=Part.NOW, order=99),
    ]
    laid = laid_out(made)
    assert [each.part for each in laid] == [Part.NOW, Part.HOMES, Part.RECORD]
    assert [panel.template for panel in laid[1].panels] == ["first.html", "second.html", "late.html"]
    assert laid_out([]) == []


def test_every_part_has_a_title_of_its_own() -> None:
    assert set(TITLES) == set(Part)
    assert len(set(TITLES.values())) == len(Part)


def test_the_contents_list_leads_to_every_part_that_is_there(client: FlaskClient, household: UUID) -> None:
    page = client.get(f"/households/{household}").text
    contents = page.partition('aria-label="Contents of this page"')[2].partition("</nav>")[0]
    led_to = re.findall(r'href="#([a-z]+)"', contents)
    assert led_to == re.findall(r'<h2 class="govuk-heading-m haven-part__title" id="([a-z]+)"', page)
    assert led_to[0] == Part.NOW
    assert led_to[-1] == Part.RECORD


def test_on_paper_it_says_who_printed_it_and_holds_nothing_that_takes_a_button(
    client: FlaskClient, people: Town, household: UUID
) -> None:
    contact = services.Contact(("call",), phone="+441632960001", code_word="magpie")
    services.save_contact(
        household_id=household, contact=contact, interpreter=None, language=None, by=people.officer, now=NOW
    )
    page = client.get(f"/households/{household}/print").text
    assert re.search(r"Printed by Olive Demo at \d", page)
    assert "Safe contact" in page
    assert "Record what has happened" not in page
    for secret in ("960001", "960 001", "magpie"):
        assert secret not in page
    with db.reading() as session:
        assert "household.printed" in set(session.scalars(select(AuditEntry.action)))
