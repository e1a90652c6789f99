"""Haven as it is served: the first page, on a desk, on a phone and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.checks import Titles, check


@pytest.mark.parametrize("window", ["page", "phone", "scriptless"])
def test_the_first_page_is_there(request: pytest.FixtureRequest, window: str, titles: Titles) -> None:
    page: Page = request.getfixturevalue(window)
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert titles.meet("/", page.title()) == []
    if window != "scriptless":
        check(page)
