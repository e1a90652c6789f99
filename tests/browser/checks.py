"""What must hold on every page, whatever it is about: `check(page)`.

axe finds much, and not all: it accepts a fieldset without a legend. So there are rules of our own beside it.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / ".ci" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320

# Faults only: telling what is in order takes as long again. Every file is our own, so nothing is fetched for it.
RUN_AXE = """standards => axe.run(document, {
    runOnly: {type: 'tag', values: standards}, resultTypes: ['violations'], preload: false, iframes: false,
})"""
HAS_AXE = "() => 'axe' in window"
OWN_RULES = """() => {
    const faults = [];
    const words = element => (element?.textContent ?? '').trim();
    const all = selector => [...document.querySelectorAll(selector)];
    for (const set of all('fieldset'))
        if (!words(set.querySelector(':scope > legend'))) faults.push('a fieldset has no legend');
    for (const field of all('input:not([type=submit], [type=button]), select, textarea'))
        if (!field.name) faults.push(`a field has no name: ${field.id || field.outerHTML.slice(0, 80)}`);
    const headings = all('h1').length;
    if (headings !== 1) faults.push(`there are ${headings} main headings`);
    for (const hint of all('.govuk-hint, .govuk-error-message'))
        if (!words(hint)) faults.push(`an empty hint: ${hint.id}`);
    if (!document.title.trim()) faults.push('the page has no title');
    for (const styled of all('[style]')) faults.push(`an inline style: ${styled.outerHTML.slice(0, 80)}`);
    const goes = new Map();
    for (const link of all('a[href]')) {
        const name = (link.getAttribute('aria-label') || words(link)).replace(/\\s+/g, ' ');
        if (goes.has(name) && goes.get(name) !== link.href) faults.push(`two places are both called "${name}"`);
        goes.set(name, link.href);
    }
    return faults;
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Unfit(AssertionError):
    """A page breaks rules of accessibility. One line each."""

    def __init__(self, page: Page, faults: list[str]) -> None:
        super().__init__(f"{page.url}\n" + "\n".join(f"- {fault}" for fault in faults))


def check(page: Page) -> None:
    """Raise `Unfit` unless the page as it is now satisfies axe, our own rules, and 320 pixels."""
    faults = [*axe_faults(page), *own_faults(page), *width_faults(page)]
    if faults:
        raise Unfit(page, faults)


def axe_faults(page: Page) -> list[str]:
    """What axe finds, in WCAG 2.2 AA and its best practice."""
    if not page.evaluate(HAS_AXE):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate(RUN_AXE, STANDARDS)["violations"]
    return [f"{found['id']}: {found['help']} ({node['html'][:120]})" for found in violations for node in found["nodes"]]


def own_faults(page: Page) -> list[str]:
    """What our own rules find."""
    faults: list[str] = page.evaluate(OWN_RULES)
    return faults


def width_faults(page: Page) -> list[str]:
    """Whether the page has to be moved sideways on the narrowest screen."""
    before = page.viewport_size
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    over = page.evaluate(TOO_WIDE)
    if before:
        page.set_viewport_size(before)
    return [f"{over} pixels too wide at {NARROWEST}"] if over > 0 else []


class Titles:
    """The titles met so far: two different pages must not share one, or a list of open tabs is a riddle."""

    def __init__(self) -> None:
        self._met: dict[str, str] = {}

    def meet(self, path: str, title: str) -> list[str]:
        """Note a page's title; the fault, if another page has it. Ids in the path do not make another page."""
        kind = re.sub(r"/[^/]*\d[^/]*", "/*", path)
        first = self._met.setdefault(title, kind)
        return [] if first == kind else [f"{first} and {kind} are both titled {title!r}"]
