"""The checks themselves: a good page passes, and each planted fault is found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium, driver
from tests.browser.checks import Titles, Unfit, check
from tests.browser.visitor import window

GOOD = """<!doctype html><html lang="en"><head><title>Units - Haven</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body>
<header><a href="#main">Skip to main content</a></header><main id="main"><h1>Units</h1>
<form><fieldset><legend>Which kind?</legend>
<input type="radio" id="a" name="kind"><label for="a">Refuge</label></fieldset>
<label for="note">Note</label><input id="note" name="note"><div class="govuk-hint">In your own words</div>
<a href="/one">One</a> <a href="/two">Two</a></form></main></body></html>"""


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    with window(browser, None) as page:
        yield page


def test_a_good_page_passes(blank: Page) -> None:
    blank.set_content(GOOD)
    check(blank)


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("<legend>Which kind?</legend>", "", "a fieldset has no legend"),
        ("<legend>Which kind?</legend>", "<legend> </legend>", "a fieldset has no legend"),
        (' name="note"', "", "a field has no name: note"),
        ("<h1>Units</h1>", "<p>Units</p>", "there are 0 main headings"),
        ("<h1>Units</h1>", "<h1>Units</h1><h1>Again</h1>", "there are 2 main headings"),
        ("In your own words", "", "an empty hint"),
        ("<title>Units - Haven</title>", "<title> </title>", "the page has no title"),
        ("<h1>", '<h1 style="color:#000">', "an inline style"),
        (">Two<", ">One<", 'two places are both called "One"'),
        ('<html lang="en">', "<html>", "html-has-lang"),
        ('<label for="note">Note</label>', "", "label:"),
        ("In your own words", "m" * 400, "pixels too wide at 320"),
    ],
)
def test_a_fault_is_found(blank: Page, good: str, bad: str, fault: str) -> None:
    assert good in GOOD
    blank.set_content(GOOD.replace(good, bad))
    with pytest.raises(Unfit) as found:
        check(blank)
    assert fault in str(found.value)


def visit_badly(browser: Browser) -> None:
    with window(browser, None) as page:
        page.route("**/*", lambda route: route.abort())
        page.set_content(GOOD.replace("</main>", "<img src='http://192.0.2.1/a.png' alt=''></main>"))
        with page.expect_event("pageerror"):
            page.evaluate("setTimeout(() => { throw new Error('made up') }, 0)")


def test_a_script_that_fails_and_another_host_are_noticed(browser: Browser) -> None:
    with pytest.raises(Unfit) as found:
        visit_badly(browser)
    assert "another host was asked: http://192.0.2.1/a.png" in str(found.value)
    assert "a script failed: made up" in str(found.value)


def test_titles_are_not_shared_by_different_pages() -> None:
    titles = Titles()
    assert titles.meet("/units", "Units") == []
    assert titles.meet("/units/3f2a", "Unit") == []
    assert titles.meet("/units/77b1", "Unit") == []
    assert titles.meet("/households", "Units") == ["/units and /households are both titled 'Units'"]


def test_no_browser_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.delenv("HAVEN_CHROMIUM", raising=False)
    with pytest.raises(chromium.NoBrowser, match="apt-get install chromium"):
        chromium.find_chromium(["no-such-browser"])


def test_playwright_s_own_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.delenv("HAVEN_CHROMIUM", raising=False)
    program = tmp_path / "chromium-1234" / "chrome-linux" / "chrome"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    assert chromium.find_chromium(["no-such-browser"]) == program


def test_a_node_that_runs_is_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(driver.CHOICE, "")
    broken, sound = tmp_path / "broken", tmp_path / "sound"
    for program, code in ((broken, 127), (sound, 0)):
        program.write_text(f"#!/bin/sh\nexit {code}\n")
        program.chmod(0o755)
    driver.choose_node([None, tmp_path / "missing", broken, sound])
    assert os.environ[driver.CHOICE] == str(sound)
    with pytest.raises(driver.NoDriver, match="libatomic1"):
        driver.choose_node([broken])
