"""What axe judges a page by, so that of pages that differ in their words alone it looks at one.

Most pages of a tour have the surroundings of another, and many have its questions and tables with other people in
them. A part is its elements, their attributes, which of them have words, and whether two share an id. Of brothers that
are alike the first stands for all. What axe could see and this cannot: what follows from how long the words are.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from playwright.sync_api import Page

from tests import database

PARTS = """() => {
    const varied = new Set(['id', 'for', 'href', 'name', 'value', 'action', 'content', 'datetime', 'd', 'points',
        'aria-describedby', 'aria-labelledby', 'aria-controls', 'aria-owns', 'headers']);
    const told = ({name, value}) => varied.has(name)
        ? name + '=' + value.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d+/g, '*')
        : name + '=' + value;
    const drawn = (element, without) => {
        let text = '<' + element.localName + ' ' + [...element.attributes].map(told).join(' ') + '>';
        let before = '';
        for (const child of element.childNodes) {
            let part = '';
            if (child.nodeType === Node.TEXT_NODE && child.data.trim()) part = '.';
            else if (child === without) part = '<main>';
            else if (child.nodeType === Node.ELEMENT_NODE) part = drawn(child, without);
            if (part && part !== before) text += part;
            before = part || before;
        }
        return text + '/';
    };
    const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
    const twice = 'ids twice: ' + (ids.length - new Set(ids).size);
    const main = document.querySelector('main');
    return [drawn(document.documentElement, main), main ? drawn(main, null) + twice : twice];
}"""


def parts(page: Page) -> list[str]:
    """The page's surroundings and its content, as they are at this width: a short text each, the same for alike."""
    size = page.viewport_size
    told: list[str] = page.evaluate(PARTS)
    return [hashlib.sha256(f"{size} {part}".encode()).hexdigest()[:32] for part in told]


class Fit:
    """The parts in which axe has found no fault in this run, whichever worker looked."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(os.environ[database.FOLDER]) / "fit"
        self._folder.mkdir(exist_ok=True)

    def knows(self, parts: list[str]) -> bool:
        """Whether each of the parts was without fault on some page."""
        return all((self._folder / part).exists() for part in parts)

    def note(self, parts: list[str]) -> None:
        """These were without fault."""
        for part in parts:
            (self._folder / part).touch()
