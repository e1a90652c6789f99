"""The look in a real browser: every component and question, wide and narrow, by keyboard, without script."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.browser.checks import check
from tests.browser.visitor import DESK, PHONE, window
from tests.housing.web_pages import create_app


@pytest.fixture(scope="module")
def look() -> Iterator[str]:
    """The address of the small application that shows everything."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    served = make_server("127.0.0.1", 0, create_app(), threaded=True)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()
    served.server_close()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, look: str) -> Iterator[Page]:
    """A window on it, wide or narrow."""
    with window(browser, look, width=request.param) as opened:
        yield opened


@pytest.fixture
def desk(browser: Browser, look: str) -> Iterator[Page]:
    """A wide window on it."""
    with window(browser, look) as opened:
        yield opened


@pytest.fixture
def scriptless(browser: Browser, look: str) -> Iterator[Page]:
    """A wide window without JavaScript."""
    with window(browser, look, scripts=False) as opened:
        yield opened


def send(page: Page) -> None:
    """Press the form's main button."""
    page.get_by_role("button", name="Save and continue").click()


@pytest.mark.parametrize("path", ["/", "/questions", "/one", "/screen-breaks", "/not-yours"])
def test_every_page_is_fit_for_everybody(page: Page, path: str) -> None:
    page.goto(path)
    check(page)


@pytest.mark.parametrize("path", ["/questions", "/one"])
def test_every_fault_is_fit_for_everybody(page: Page, path: str) -> None:
    page.goto(path)
    send(page)
    expect(page).to_have_title(
        "Error: Every question - Haven" if path == "/questions" else "Error: When did she move in? - Haven"
    )
    check(page)


def test_the_summary_is_met_first_and_leads_to_the_answer(desk: Page) -> None:
    desk.goto("/questions")
    send(desk)
    expect(desk.locator(".govuk-error-summary")).to_be_focused()
    desk.get_by_role("link", name="Enter her date of birth").click()
    expect(desk.get_by_label("Day")).to_be_focused()


def test_what_an_answer_leads_to_shows_when_it_is_picked(desk: Page) -> None:
    desk.goto("/questions")
    number = desk.get_by_label("Telephone number")
    expect(number).to_be_hidden()
    desk.get_by_label("Telephone", exact=True).check()
    expect(number).to_be_visible()
    check(desk)
    desk.get_by_label("Post", exact=True).check()
    expect(number).to_be_hidden()


def test_without_script_everything_can_be_answered(scriptless: Page) -> None:
    scriptless.goto("/questions")
    scriptless.get_by_label("First name").fill("Ada")
    scriptless.get_by_label("What happened").fill("She left on Monday.")
    for part, text in (("Day", "27"), ("Month", "3"), ("Year", "1987")):
        scriptless.get_by_label(part).fill(text)
    scriptless.get_by_label("Bedrooms needed").fill("3")
    scriptless.get_by_label("Telephone", exact=True).check()
    scriptless.get_by_label("Telephone number").fill("01632 960 001")
    scriptless.get_by_label("Ground floor").check()
    scriptless.get_by_label("Not known").check()
    scriptless.get_by_label("She has agreed").check()
    send(scriptless)
    expect(scriptless.get_by_text("All in order")).to_be_visible()


def test_without_script_the_page_can_be_hidden(scriptless: Page) -> None:
    scriptless.goto("/")
    scriptless.get_by_role("button", name="Hide this page").click()
    expect(scriptless).to_have_title("Screen breaks")


def test_the_button_hides_the_page_and_back_does_not_bring_it_again(desk: Page) -> None:
    desk.goto("/one")
    desk.goto("/")
    with desk.expect_request("**/hide") as hidden:
        desk.get_by_role("button", name="Hide this page").click()
    assert hidden.value.method == "POST"
    expect(desk).to_have_title("Screen breaks")
    desk.go_back()
    expect(desk).not_to_have_title("Every component - Haven")


def test_a_page_that_the_browser_kept_is_asked_for_again(desk: Page) -> None:
    desk.goto("/one")
    with desk.expect_request("**/one"):
        desk.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(desk.locator("html")).not_to_have_class("haven-blank")


def test_shift_three_times_hides_every_window_at_once(desk: Page) -> None:
    desk.goto("/questions")
    other = desk.context.new_page()
    other.goto("/one")
    desk.bring_to_front()
    desk.keyboard.press("Shift")
    expect(desk.locator("[data-haven-hide-status]")).to_have_text("Shift, press 2 more times to hide this page.")
    desk.keyboard.press("Shift")
    desk.keyboard.press("Shift")
    expect(desk).to_have_title("Screen breaks")
    expect(other).to_have_title("Screen breaks")


def test_capital_letters_hide_nothing(desk: Page) -> None:
    desk.goto("/questions")
    desk.get_by_label("First name").press_sequentially("ADA")
    for letter in "MAY":
        desk.keyboard.press(f"Shift+{letter}")
    desk.keyboard.press("Shift")
    desk.keyboard.press("Shift")
    expect(desk).to_have_title("Every question - Haven")
    expect(desk.get_by_label("First name")).to_have_value("ADAMAY")


def test_what_was_revealed_goes_again(desk: Page) -> None:
    desk.clock.install()
    desk.goto("/")
    shown = desk.locator(".haven-revealed")
    expect(shown).to_have_text("01632 960 001")
    desk.clock.fast_forward("00:29")
    expect(shown).to_have_text("01632 960 001")
    desk.clock.fast_forward("00:02")
    expect(shown).to_have_text("Hidden again")
    assert "01632 960 001" not in desk.content()


def test_before_the_session_ends_one_is_asked(desk: Page) -> None:
    desk.clock.install()
    desk.goto("/questions")
    warning = desk.get_by_role("dialog", name="You will be signed out soon")
    desk.clock.fast_forward("12:50")
    expect(warning).to_be_hidden()
    desk.clock.fast_forward("00:20")
    expect(warning).to_be_visible()
    check(desk)
    with desk.expect_request("**/stay"):
        desk.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    desk.clock.fast_forward("12:50")
    expect(warning).to_be_hidden()


def test_a_half_filled_form_is_sent_only_after_signing_out(desk: Page) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(f"{request.method} {request.url.rpartition('/')[2]}"))
    desk.clock.install()
    desk.goto("/questions")
    desk.get_by_label("First name").fill("Ada")
    asked.clear()
    with desk.expect_navigation():
        desk.clock.fast_forward("15:10")
    assert [line for line in asked if line.startswith("POST")] == ["POST sign-out", "POST questions"]


def test_it_prints_without_its_surroundings(desk: Page) -> None:
    desk.goto("/")
    desk.emulate_media(media="print")
    for gone in (".haven-header", ".govuk-service-navigation", ".haven-hide", ".haven-footer", ".haven-revealed"):
        expect(desk.locator(gone).first).to_be_hidden()
    expect(desk.get_by_role("heading", name="Every component")).to_be_visible()
    expect(desk.get_by_text("An explanation.")).to_be_visible()


def test_the_keyboard_alone_reaches_the_content_and_the_button(desk: Page) -> None:
    desk.goto("/one")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to main content")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(desk.get_by_label("Day")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk).to_have_title("Error: When did she move in? - Haven")
