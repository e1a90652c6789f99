"""What was typed under "other", compared with the reasons of the list: here, with no service of anybody's.

Half of what people write under "other" is on the list already; what is on the list is counted (peers' complaint 15).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, utils

OTHER = "other"
ALIKE = 82  # of 100: what one reads as the same thing
SHORTEST = 3


def suggest(words: str, labels: Mapping[str, str], says: Mapping[str, Sequence[str]]) -> str | None:
    """The slug of the listed reason that the words most resemble; None where none does enough.

    Args:
        words: what somebody typed.
        labels: the list, {slug: label}.
        says: what else people call each, by slug.
    """
    typed = utils.default_process(words)
    if len(typed) < SHORTEST:
        return None
    best, found = 0.0, None
    for slug, label in labels.items():
        if slug == OTHER:
            continue
        alike = max(_alike(typed, phrase) for phrase in (label, *says.get(slug, ())))
        if alike > best:
            best, found = alike, slug
    return found if best >= ALIKE else None


def _alike(typed: str, phrase: str) -> float:
    """How far a phrase is in what was typed, 0 to 100; the order of words plays no part."""
    wanted = utils.default_process(phrase)
    if len(wanted) < SHORTEST or len(typed) < len(wanted) / 2:
        return 0.0
    if " " not in wanted:
        return max((fuzz.ratio(word, wanted) for word in typed.split()), default=0.0)
    return max(fuzz.token_set_ratio(typed, wanted) if _shares(typed, wanted) else 0.0, _within(typed, wanted))


def _within(typed: str, wanted: str) -> float:
    return fuzz.partial_ratio(typed, wanted) if len(typed) >= len(wanted) else fuzz.ratio(typed, wanted)


def _shares(typed: str, wanted: str) -> bool:
    """Most of the phrase's words are there: two small words in common are no likeness."""
    words = wanted.split()
    there = sum(word in typed.split() for word in words)
    return there * 2 > len(words)
