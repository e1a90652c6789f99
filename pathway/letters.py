"""Letters and notices as dated text: which blanks each may have, for whom it is, and how it is filled.

What is not in a letter's list of blanks cannot get into it: no letter has a blank for an address of anybody, and one to
another council none for a name. A change of words is a new row, in force from its day; letters made before keep theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pathway.dated import in_force

BLANK = re.compile(r"\{(\w+)\}")


class Recipient(StrEnum):
    """For whom a letter is."""

    HER = "her"
    COUNCIL = "council"


# What each may be told (threat T20): codes, dates and the reasons to her; to another council no name and no reasons.
MAY_SAY: dict[Recipient, frozenset[str]] = {
    Recipient.HER: frozenset(
        {"dear", "council", "reference", "today", "decision", "section", "decided_on", "reasons", "clock",
         "review_days", "due_on", "outcome", "reach_us", "officer"}
    ),
    Recipient.COUNCIL: frozenset(
        {"council", "other_council", "reference", "today", "people", "available_on", "duty", "reach_us", "officer"}
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterText:
    """One letter over one period `[from_on, until_on)`. A paragraph that begins with "# " is a heading.

    `about`: "decision", "review" or "stay"; `kinds` are the decisions (or events of a review) that it is for.
    """

    slug: str
    title: str
    recipient: Recipient
    about: str
    kinds: frozenset[str]
    paragraphs: tuple[str, ...]
    source: str
    from_on: date
    until_on: date | None = None

    @property
    def blanks(self) -> frozenset[str]:
        """The names of its blanks."""
        return frozenset(BLANK.findall("\n".join(self.paragraphs)))


class BlankLeft(ValueError):
    """A letter cannot be made: something that it says is not known. `names` are its blanks."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        super().__init__(f"not known: {', '.join(self.names)}")


def letter_for(about: str, kind: str, on: date, rows: Iterable[LetterText]) -> LetterText | None:
    """The letter in force on a day for a decision, a review's event or a stay; None where there is none."""
    found = (each for each in in_force(rows, on) if each.about == about and kind in each.kinds)
    return next(found, None)


def fill(letter: LetterText, values: Mapping[str, str]) -> str:
    """The letter with its blanks filled, paragraphs parted by an empty line. What was typed is put in as it stands.

    Raises:
        BlankLeft: a blank has no value, or an empty one.
    """
    left = {name for name in letter.blanks if not values.get(name, "").strip()}
    if left:
        raise BlankLeft(left)
    filled = (BLANK.sub(lambda found: values[found[1]].strip(), paragraph) for paragraph in letter.paragraphs)
    return "\n\n".join(filled)
