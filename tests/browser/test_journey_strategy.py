"""The strategy lead: a year of placements, with nobody in it. Needs the whole made-up history."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.checks import check
from tests.browser.journeys.hands import Hands

SMALL = re.compile(r"[1-4]")
OF_PEOPLE = ("Households", "Adults", "Children")
MEASURES = (*OF_PEOPLE, "Nights")


def small_cells(page: Page) -> list[str]:
    """Cells of the tables by month that tell of 1 to 4 people: there may be none."""
    tables = [page.get_by_role("table", name=f"{measure} by kind and month") for measure in OF_PEOPLE]
    cells = [cell for table in tables for cell in table.locator("td .haven-table__value").all_inner_texts()]
    assert cells
    return [cell for cell in cells if SMALL.fullmatch(cell.strip())]


def download(page: Page, folder: Path) -> list[list[str]]:
    """The rows of the file behind the page's link."""
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    assert re.fullmatch(r"placements-\d{4}-\d{4}\.csv", started.value.suggested_filename)
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_year_of_placements_with_nobody_in_it(page: Page, tmp_path: Path) -> None:
    hands = Hands(page)
    hands.sign_in("strategy")
    hands.follow("Placements")
    hands.sees("Placements, April")
    expect(page.get_by_role("figure", name="Households placed each month")).to_be_visible()
    for measure in MEASURES:
        expect(page.get_by_role("table", name=f"{measure} by kind and month")).to_be_visible()
    assert small_cells(page) == []
    check(page)
    this_year = download(page, tmp_path)
    page.get_by_role("navigation", name="Financial years").get_by_role("link").first.click()
    hands.sees("Placements, April")
    assert small_cells(page) == []
    assert download(page, tmp_path) != this_year
    assert this_year[0][:2] == ["measure", "period"]
    by_month = [row for row in this_year if row and row[0].capitalize() in OF_PEOPLE]
    assert not [cell for row in by_month for cell in row[2:] if SMALL.fullmatch(cell)]
    page.goto("/households")
    hands.sees("You cannot do this")
