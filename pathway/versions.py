"""A council's own versions of clocks, prompts and letters, in force from their days, over those that come with Haven.

A version says what is different; what a clock is a clock of, for whom a letter is and which facts raise a prompt stay
as they are. Versions are dated and never in the past, so what was begun before keeps what it was begun under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from pathway.duties import CLOCKS, Clock, Counting
from pathway.letter_texts import LETTERS
from pathway.letters import BLANK, MAY_SAY, LetterText
from pathway.prompts import PROMPTS, Prompt

COUNTED = (Counting.DAYS_FROM_FIRST, Counting.WORKING_DAYS, Counting.WEEKS, Counting.MONTHS)
# Clocks that follow a council's version everywhere they are asked; the others cannot be given one on a page.
CHANGEABLE = frozenset({
    "prevention-duty", "relief-duty", "main-duty-review", "review-request", "review-3-weeks", "review-8-weeks",
    "review-10-weeks", "review-12-weeks", "out-of-area-notice", "plan-review", "referral-answer-elsewhere",
    "referral-dispute", "referral-panel", "referral-answer-here", "referral-contact",
})  # fmt: skip
LONGEST, MOST_WARNINGS = 400, 6
MOST_PARAGRAPHS, LONGEST_TITLE = 60, 120
MAY_BE_LEFT_OUT = frozenset({"officer", "dear"})
MADE_UP = {
    "dear": "Dear Madeup Person,", "council": "Example Council", "reference": "EX-1234 (made up)",
    "today": "23 November 2026", "officer": "Olive Demo", "reach_us": "Telephone the council’s main number (made up).",
    "review_days": "21", "decision": "The relief duty is owed", "section": "s189B", "decided_on": "20 November 2026",
    "reasons": "She has no home that is safe for her (made up).", "clock": "This duty runs until 14 January 2027.",
    "due_on": "18 January 2027", "outcome": "the decision is changed", "other_council": "Nextdoor Council (made up)",
    "people": "3 people", "available_on": "20 November 2026", "duty": "section 188",
}  # fmt: skip
Row = TypeVar("Row", Clock, Prompt, LetterText)
Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """One version as it is stored: from which day on, what it says, where it is from, whether it has been checked."""

    from_on: date
    value: Mapping[str, Any]
    source: str
    verified: bool


Versions = Mapping[str, Sequence[Version]]


def clocks_with(own: Versions, rows: Iterable[Clock] = CLOCKS) -> tuple[Clock, ...]:
    """The clocks with the council's versions in their days; `own` by key, each from another day."""
    return _with(own, rows, lambda row: row.key, _clock)


def prompts_with(own: Versions, rows: Iterable[Prompt] = PROMPTS) -> tuple[Prompt, ...]:
    """The prompts with the council's versions in their days; one that says that it holds no more ends it."""
    return _with(own, rows, lambda row: row.id, _prompt)


def letters_with(own: Versions, rows: Iterable[LetterText] = LETTERS) -> tuple[LetterText, ...]:
    """The letters with the council's words in their days."""
    return _with(own, rows, lambda row: row.slug, _letter)


def changed(row: Clock, value: Mapping[str, Any]) -> Clock:
    """A clock with the length, counting, warnings, source and check of a version, or as a running clock keeps them."""
    return replace(
        row, length=value["length"], counting=Counting[value["counting"]], warns=tuple(value["warns"]),
        source=value.get("source", row.source), verified=value.get("verified", row.verified),
    )  # fmt: skip


def terms(row: Clock) -> dict[str, Any]:
    """What a running clock keeps of the version that it was begun under."""
    return {
        "length": row.length, "counting": row.counting.name, "warns": list(row.warns), "source": row.source,
        "verified": row.verified,
    }  # fmt: skip


def read_warnings(text: str) -> tuple[int, ...]:
    """ "42, 49, 55" as numbers, in order and each once; none at all is no reminder.

    Raises:
        ValueError: something else than numbers parted by commas.
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if any(not (part.isascii() and part.isdigit() and len(part) <= len(str(LONGEST))) for part in parts):
        raise ValueError("Enter the days of the reminders as numbers, parted by commas, like 42, 49, 55")
    return tuple(sorted({int(part) for part in parts}))


def why_not_clock(row: Clock, length: int, counting: Counting, warns: Sequence[int]) -> Fault | None:
    """Why a clock cannot have such a version: the question and the sentence; None where it can."""
    if row.key not in CHANGEABLE:
        return (
            "length",
            "This clock cannot be changed on a page: it is counted in nights, to a document’s date, or elsewhere too.",
        )
    if counting not in COUNTED:
        return "counting", "Select how it is counted."
    if not 1 <= length <= LONGEST:
        return "length", f"The length must be between 1 and {LONGEST}."
    if len(warns) > MOST_WARNINGS:
        return "warns", f"There are {MOST_WARNINGS} reminders at most."
    if any(not 1 <= each <= LONGEST for each in warns):
        return "warns", f"Each reminder must be between 1 and {LONGEST} days."
    if counting is Counting.DAYS_FROM_FIRST and any(each > length for each in warns):
        return "warns", "A reminder must come before the last day."
    return None


def required(letter: LetterText) -> frozenset[str]:
    """The facts that a letter must say whatever its words: those of the words that came with Haven."""
    first = next((each for each in LETTERS if each.slug == letter.slug), letter)
    return first.blanks - MAY_BE_LEFT_OUT


def why_not_letter(letter: LetterText, title: str, paragraphs: Sequence[str]) -> Fault | None:
    """Why a letter cannot have such words: the question and the sentence; None where it can."""
    text = "\n".join((title, *paragraphs))
    used = frozenset(BLANK.findall("\n".join(paragraphs)))
    unknown, left = used - MAY_SAY[letter.recipient], required(letter) - used
    stops: tuple[tuple[bool, str, str], ...] = (
        (not title.strip() or len(title) > LONGEST_TITLE or "{" in title, "title",
         f"Enter a title of {LONGEST_TITLE} letters at most, without a blank."),
        (not 1 <= len(paragraphs) <= MOST_PARAGRAPHS, "words", f"A letter has 1 to {MOST_PARAGRAPHS} paragraphs."),
        (bool(unknown), "words",
         f"A letter like this must not say: {', '.join(sorted(unknown))}. No letter has a blank for an address."),
        (bool(left), "words", f"This letter must still say: {', '.join(f'{{{name}}}' for name in sorted(left))}."),
        (any(sign in BLANK.sub("", text) for sign in "{}"), "words",
         "A blank is a name in braces, like {reasons}: one brace stands alone."),
    )  # fmt: skip
    return next(((field, sentence) for stop, field, sentence in stops if stop), None)


def _with(
    own: Versions, rows: Iterable[Row], named: Callable[[Row], str], made: Callable[[Row, Version], Row | None]
) -> tuple[Row, ...]:
    """Each row until its first version, then each version until the next."""
    found: list[Row] = []
    for row in rows:
        found += _chain(row, sorted(own.get(named(row), ()), key=lambda each: each.from_on), made)
    return tuple(found)


def _chain(row: Row, later: Sequence[Version], made: Callable[[Row, Version], Row | None]) -> list[Row]:
    starts: list[tuple[date | None, Row | None]] = [(row.from_on, row)]
    starts.extend((each.from_on, made(row, each)) for each in later)
    ends = [*(start for start, _ in starts[1:]), row.until_on]
    return [
        _from_until(one, start, end)
        for (start, one), end in zip(starts, ends, strict=True)
        if one is not None and (start is None or end is None or start < end)
    ]


def _from_until(row: Row, start: date | None, end: date | None) -> Row:
    if isinstance(row, LetterText):
        return replace(row, from_on=start or row.from_on, until_on=end)
    return replace(row, from_on=start, until_on=end)


def _clock(row: Clock, version: Version) -> Clock:
    return replace(changed(row, version.value), source=version.source, verified=version.verified)


def _prompt(row: Prompt, version: Version) -> Prompt | None:
    said = version.value
    if not said["holds"]:
        return None
    return replace(row, sentence=said["sentence"], section=said["section"], verified=version.verified)


def _letter(row: LetterText, version: Version) -> LetterText:
    said = version.value
    return replace(row, title=said["title"], paragraphs=tuple(said["paragraphs"]), source=version.source)
