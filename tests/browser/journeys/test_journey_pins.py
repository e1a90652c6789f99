"""The homelessness team knows better than the matcher, and says so: with scripts, and without them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.journeys.hands import Hands
from tests.browser.journeys.pinning import Pinning
from tests.browser.visitor import window


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_pinning_a_household_and_lifting_the_pin(browser: Browser, live_server: str, scripts: bool) -> None:
    with window(browser, live_server, scripts=scripts) as page:
        hana = Pinning(Hands(page, scripts=scripts))
        hana.hands.sign_in("homelessness")
        hana.opens_todays_run()
        hana.finds_another_unit_for_a_household()
        hana.asks_for_it()
        hana.reads_what_it_costs()
        hana.confirms()
        hana.runs_again()
        hana.finds_it_honoured()
        hana.lifts_it()
        hana.runs_again()
        hana.finds_nothing_pinned()
