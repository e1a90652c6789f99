"""What axe need not look at again: other words, never another structure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.structure import Fit, parts
from tests.browser.test_checks import GOOD
from tests.browser.visitor import PHONE, window


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    with window(browser, None) as page:
        yield page


def parts_of(page: Page, content: str) -> list[str]:
    page.set_content(content)
    return parts(page)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (">Two<", ">Three<"),
        ('href="/two/5"', 'href="/two/0f8fad5b-d9cb-469f-a165-70867728950e"'),
        ('id="note" name="note-1"', 'id="note" name="note-22"'),
        ("<h1>Units</h1>", "<h1>Households</h1>"),
    ],
)
def test_other_words_and_places_are_alike(blank: Page, one: str, other: str) -> None:
    good = GOOD.replace('href="/two"', 'href="/two/5"').replace('name="note"', 'name="note-1"')
    assert one in good
    assert parts_of(blank, good) == parts_of(blank, good.replace(one, other))


@pytest.mark.parametrize(
    ("one", "other", "which"),
    [
        ('<label for="note">Note</label>', "", 1),
        ("<legend>Which kind?</legend>", "<legend></legend>", 1),
        (">Two<", "><", 1),
        ('<input id="note"', '<input id="a"', 1),
        ('<a href="/two">', '<a class="faint" href="/two">', 1),
        ('<html lang="en">', "<html>", 0),
        ("Skip to main content", "", 0),
    ],
)
def test_another_structure_is_another_page(blank: Page, one: str, other: str, which: int) -> None:
    assert one in GOOD
    was, became = parts_of(blank, GOOD), parts_of(blank, GOOD.replace(one, other))
    assert was[which] != became[which]
    assert was[1 - which] == became[1 - which]


def test_a_list_of_many_is_alike_and_one_of_another_kind_is_not(blank: Page) -> None:
    listed = GOOD.replace("</form>", "</form><ul><li>One</li><li>Two</li></ul>")
    assert parts_of(blank, listed) == parts_of(blank, listed.replace("<li>Two</li>", "<li>Two</li><li>Three</li>"))
    assert parts_of(blank, listed) != parts_of(blank, listed.replace("<li>Two</li>", "<li><b>Two</b></li>"))


def test_another_width_is_another_page(blank: Page) -> None:
    wide = parts_of(blank, GOOD)
    blank.set_viewport_size({"width": PHONE, "height": 900})
    assert set(wide).isdisjoint(parts(blank))


def test_what_is_fit_is_known_to_every_worker(tmp_path: Path) -> None:
    mine, another = Fit(tmp_path / "fit"), Fit(tmp_path / "fit")
    mine.note(["around", "main"])
    assert another.knows(["around", "main"])
    assert not another.knows(["around", "other"])
