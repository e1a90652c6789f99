"""Every kind of task that a slice makes has a name that people read, by the very word that its tasks carry."""

from __future__ import annotations

import re
from pathlib import Path

import housing
from housing.placements.closing import unsafe
from housing.work import kinds

HOUSING = Path(housing.__file__).parent
MADE = re.compile(r'raise_task\(\s*session,(?: [a-z_.]+,)?\s*kind="([a-z_-]+)"')
OF_A_CASE = re.compile(r'session, presentation, kind="([a-z_-]+)"')
NOT_FOR_PEOPLE = {"made-up"}  # what the measurements of speed fill a case with


def test_what_a_place_found_unsafe_asks_for_has_the_name_that_its_ladder_is_set_by() -> None:
    assert kinds.said(unsafe.KIND) == "Another place to be found"


def test_every_kind_that_is_made_by_its_word_has_a_name() -> None:
    texts = [path.read_text() for path in HOUSING.rglob("*.py")]
    made = {kind for text in texts for pattern in (MADE, OF_A_CASE) for kind in pattern.findall(text)}
    assert len(made) > 10
    assert made - NOT_FOR_PEOPLE <= set(kinds.KINDS)
