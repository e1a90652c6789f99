"""A refuge manager on a telephone; and another provider's ids, typed into the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import APIResponse, Browser, Page

from housing import clock
from tests.browser.journeys.hands import Hands
from tests.browser.journeys.refuge import Provider
from tests.browser.visitor import window

MARKS = re.compile(r'(nonce="|name="csrf_token" value="|data-token=")[^"]+')
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture
def other(browser: Browser, live_server: str) -> Iterator[Page]:
    """Another provider's window."""
    with window(browser, live_server) as opened:
        yield opened


def at_work(page: Page, who: str) -> Provider:
    """A provider's manager, signed in."""
    found = Provider(Hands(page), clock.today())
    found.hands.sign_in(who)
    return found


def said(answer: APIResponse) -> str:
    """The page as it was sent, but for what is new in every answer whatever it says."""
    return MARKS.sub(r"\1", answer.text())


def test_two_minutes_on_a_telephone(phone: Page) -> None:
    rita = at_work(phone, "refuge")
    rita.prepares_a_free_unit()
    rita.says_when_it_is_available()
    rita.takes_it_out_of_use_and_back()
    rita.confirms_that_all_is_still_right()
    rita.accepts_a_referral()
    rita.declines_a_referral_with_a_reason()
    rita.records_an_arrival()
    rita.plans_their_leaving()
    rita.records_a_departure()


def test_a_morning_of_ten_units_is_one_tap_and_two_changes(phone: Page) -> None:
    rita = at_work(phone, "refuge")
    rita.changes_two_units_and_confirms_the_rest()


def test_another_age_of_boys_is_weighed_before_it_is_recorded(phone: Page) -> None:
    rita = at_work(phone, "refuge")
    rita.changes_the_age_of_boys()


def test_another_providers_ids_are_not_there(phone: Page, other: Page) -> None:
    addresses = at_work(other, "specialist").places_of_work()
    assert {kind(address) for address in addresses} >= {
        "/units/*", "/units/*/stay", "/units/*/referral", "/properties/*", "/referrals/*",
        "/stays/*/departure", "/stays/*/leaving",
    }  # fmt: skip
    at_work(phone, "refuge")
    for address in sorted(addresses):
        theirs, nobodys = phone.request.get(address), phone.request.get(ID.sub(str(uuid4()), address))
        assert (theirs.status, nobodys.status) == (404, 404), address
        assert said(theirs) == said(nobodys), address


def kind(address: str) -> str:
    """An address without its ids and its place on the page."""
    return ID.sub("*", address)
