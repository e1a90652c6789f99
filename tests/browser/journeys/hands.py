"""How a person works a page: with a mouse, or with nothing but the keyboard. A journey is told once for both."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import ElementHandle, Locator, Page, expect

PASSWORD = "nobody here is real"
MOST_STEPS = 250
HAS_FOCUS = "element => element === document.activeElement"
GROUP_HAS_FOCUS = """element => document.activeElement !== null
    && document.activeElement.type === 'radio' && document.activeElement.name === element.name"""
CHOICES = "select => [...select.options].map(option => option.text.trim())"


class Hands:
    """Works a page with a mouse. `scripts` is False where the browser runs none: nothing then moves the focus."""

    def __init__(self, page: Page, *, scripts: bool = True) -> None:
        self.page = page
        self.scripts = scripts

    def sign_in(self, who: str) -> None:
        """Sign in as the made-up account with that word before the @."""
        self.page.goto("/sign-in")
        self.write("E-mail address", f"{who}@example.invalid")
        self.write("Password", PASSWORD)
        self.press("Sign in")
        self.sees("What waits for you")

    def follow(self, name: str) -> None:
        """Follow the first link whose name begins so; those that look like buttons are called buttons."""
        pattern = re.compile(rf"^\s*{re.escape(name)}")
        links = self.page.get_by_role("link", name=pattern)
        self._use(links.or_(self.page.get_by_role("button", name=pattern)).first)

    def press(self, name: str) -> None:
        """Press the first button whose name begins so."""
        self._use(self.page.get_by_role("button", name=re.compile(rf"^\s*{re.escape(name)}")).first)

    def write(self, label: str, text: str) -> None:
        """Write into a field, over what is there."""
        self._write(self.page.get_by_label(label, exact=True).first, text)

    def write_day(self, question: str, day: date | tuple[str, str, str]) -> None:
        """Answer a question about a day, or write three words where a day should be."""
        parts = (str(day.day), str(day.month), str(day.year)) if isinstance(day, date) else day
        group = self._group(question)
        for name, text in zip(("Day", "Month", "Year"), parts, strict=True):
            self._write(group.get_by_label(name), text)

    def pick(self, question: str, answer: str) -> None:
        """Pick an answer among radio buttons."""
        self._pick(self._group(question).get_by_label(answer, exact=True).first)

    def tick(self, label: str) -> None:
        """Tick a box."""
        self._tick(self.page.get_by_role("checkbox", name=label, exact=True).first)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list that opens."""
        self._choose(self.page.get_by_label(label, exact=True), option)

    def sees(self, heading: str) -> None:
        """The page's heading is this, or begins so."""
        expect(self.page.locator("h1")).to_have_text(re.compile(rf"^\s*{re.escape(heading)}"))

    def reads(self, words: str | re.Pattern[str]) -> None:
        """The page says so somewhere that can be seen."""
        expect(self.page.locator("main").get_by_text(words).filter(visible=True).first).to_be_visible()

    def is_told(self, *sentences: str) -> None:
        """The page refused an answer: the summary says so, has the focus, and each sentence leads to its answer."""
        expect(self.page).to_have_title(re.compile("^Error: "))
        summary = self.page.locator(".govuk-error-summary")
        if self.scripts:
            expect(summary).to_be_focused()
        for sentence in sentences:
            link = summary.get_by_role("link", name=sentence)
            target = self.page.locator(f"[id='{(link.get_attribute('href') or '').lstrip('#')}']")
            expect(target).to_be_visible()
            if self.scripts:
                self._use(link)
                expect(target).to_be_focused()

    def _group(self, question: str) -> Locator:
        return self.page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(question)}")).first

    def _use(self, target: Locator) -> None:
        target.click()

    def _write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def _pick(self, target: Locator) -> None:
        target.check()

    def _tick(self, target: Locator) -> None:
        target.check()

    def _choose(self, target: Locator, option: str) -> None:
        target.select_option(label=option)


class Keyboard(Hands):
    """Never touches the mouse: from where the focus is, Tab leads to everything."""

    def _use(self, target: Locator) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def _write(self, target: Locator, text: str) -> None:
        self._reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)
        expect(target).to_have_value(text)

    def _pick(self, target: Locator) -> None:
        handle = self._reach(target, GROUP_HAS_FOCUS)
        for _ in range(MOST_STEPS):
            if handle.is_checked():
                return
            self.page.keyboard.press("Space" if handle.evaluate(HAS_FOCUS) else "ArrowDown")
        raise AssertionError("the arrow keys do not lead to the answer")

    def _tick(self, target: Locator) -> None:
        if not target.is_checked():
            self._reach(target)
            self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def _choose(self, target: Locator, option: str) -> None:
        self._reach(target)
        self.page.keyboard.press("Home")
        for _ in range(target.evaluate(CHOICES).index(option)):
            self.page.keyboard.press("ArrowDown")
        expect(target.locator("option:checked")).to_have_text(option)

    def _reach(self, target: Locator, reached: str = HAS_FOCUS) -> ElementHandle:
        handle = target.element_handle()
        for _ in range(MOST_STEPS):
            if handle.evaluate(reached):
                return handle
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {target}")
