"""Works at a home: an order is accepted and a visit agreed; works that are done are looked at and signed off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from housing import clock
from tests.browser.journeys.hands import Hands
from tests.browser.journeys.works import Contractor, Coordinator
from tests.browser.visitor import PHONE, window


@pytest.fixture
def by_phone(browser: Browser, live_server: str) -> Iterator[Page]:
    """A telephone's window without JavaScript."""
    with window(browser, live_server, width=PHONE, scripts=False) as opened:
        yield opened


def coordinator(page: Page, *, scripts: bool = True) -> Coordinator:
    """The coordinator, signed in."""
    found = Coordinator(Hands(page, scripts=scripts), clock.today())
    found.hands.sign_in("sanctuary")
    return found


def test_nobody_comes_before_she_has_agreed(scriptless: Page, by_phone: Page) -> None:
    sana, colm = coordinator(scriptless, scripts=False), Contractor(Hands(by_phone, scripts=False), clock.today())
    colm.hands.sign_in("contractor")
    reference = colm.finds_the_order()
    colm.opens(reference)
    colm.accepts_the_order()
    colm.sees_the_address()
    sana.opens_the_works(reference)
    sana.says_how_to_come()
    colm.opens(reference)
    colm.proposes_a_visit()
    sana.opens_the_works(reference)
    sana.agrees_a_visit_with_her()
    sana.calls_the_visit_off()
    colm.opens(reference)
    colm.hands.reads("Called off")


def test_works_that_are_done_are_looked_at_and_signed_off(page: Page, phone: Page) -> None:
    colm = Contractor(Hands(phone), clock.today())
    colm.hands.sign_in("contractor")
    reference = colm.finds_what_is_done()
    sana = coordinator(page)
    sana.opens_the_works(reference)
    sana.must_say_what_is_wrong()
    sana.looks_at_every_measure()
    sana.signs_off()
    sana.sets_a_flag()
    colm.opens(reference)
    colm.hands.reads("These works are finished")
    colm.sends_an_invoice()
