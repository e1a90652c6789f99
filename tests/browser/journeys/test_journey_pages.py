"""Every page that each role can reach from its navigation: fit for everybody, titled apart, and never a fault of ours.

All links are followed, but of pages of one kind (the same address but for its ids) no more than the first few; each
kind is looked at once in the browser, wide and narrow. axe looks at what differs in more than its words from every
page it has found no fault with, in any role's tour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.checks import Titles, axe_faults, own_faults, width_faults
from tests.browser.journeys.hands import Hands
from tests.browser.structure import Fit, parts
from tests.browser.visitor import DESK, PHONE, window

ROLES = (
    "officer", "homelessness", "refuge", "sanctuary", "contractor", "strategy", "administrator", "governance",
)  # fmt: skip
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAMED = re.compile(r"^/(rules|distances|guide|escalation)/(?!add$)[a-z0-9_-]+")
LISTED = re.compile(r"/(reasons/[a-z]+|prompts|law/[a-z]+)/[a-z0-9_-]+")
OF_A_KIND = 2
# A run that is the newest of today is today's run, wherever it was opened from.
ONE_PAGE = {"/matching/runs/*": "/matching"}


def kind_of(address: str) -> str:
    """An address without ids, names of rules, kinds of place, prompts and clocks, and what is chosen on the page."""
    return LISTED.sub(r"/\1/*", NAMED.sub(r"/\1/*", ID.sub("*", address.partition("?")[0])))


def reachable(page: Page) -> Iterator[str]:
    """The first page of every kind that links lead to; all are asked for one after another. Raises for our faults."""
    waiting, met, kinds = ["/"], {"/"}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        kinds[kind_of(address)] += 1
        if kinds[kind_of(address)] > OF_A_KIND:
            continue
        answer = page.request.get(address, fail_on_status_code=False)
        assert answer.status == 200, f"{address} answered {answer.status}"
        if "text/html" not in answer.headers["content-type"]:
            continue
        if kinds[kind_of(address)] == 1:
            yield address
        found = dict.fromkeys(link.replace("&amp;", "&") for link in LINK.findall(answer.text()))
        waiting += [link for link in found if link.startswith("/") and link not in met]
        met |= set(found)


@pytest.mark.parametrize("who", ROLES)
def test_every_page_that_a_role_can_reach(browser: Browser, live_server: str, titles: Titles, who: str) -> None:
    faults: list[str] = []
    fit = Fit()
    with window(browser, live_server) as page:
        Hands(page).sign_in(who)
        for address in reachable(page):
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            shown = kind_of(urlsplit(page.url).path)
            faults += titles.meet(ONE_PAGE.get(shown, shown), page.title())
            faults += [f"{kind_of(address)} {fault}" for fault in faults_of(page, fit)]
    assert not faults, "\n".join(faults)


def faults_of(page: Page, fit: Fit) -> list[str]:
    """What is wrong with the page that is open, wide, narrow and narrowest. Leaves the window wide."""
    faults: list[str] = []
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        looked_at = parts(page)
        found = [] if fit.knows(looked_at) else axe_faults(page)
        if not found:
            fit.note(looked_at)
        faults += [f"at {width}: {fault}" for fault in [*found, *own_faults(page)]]
    return faults + width_faults(page)
