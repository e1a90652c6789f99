"""How the household's page is laid out: parts in order, panels at their place, contents that lead there."""

from __future__ import annotations

import re
from uuid import UUID

from flask.testing import FlaskClient

from housing.presentations.panels import TITLES, Panel, Part, laid_out


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
