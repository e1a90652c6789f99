"""Leaving out of a text what is about somebody else: names, telephone numbers, e-mail addresses, postcodes.

Pure. It leaves out too much rather than too little ("Will" is a name); a person reads every copy before it is given.

Source: UK GDPR Article 15(4); Data Protection Act 2018 Schedule 2 paragraphs 16 and 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pathway.names import words_of

LEFT_OUT = "[left out]"
SHORTEST = 2  # letters: an initial would be found in anything
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
OWNS = re.compile(r"['’]s?$", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an e-mail address
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"  # a postcode
    r"|(?<!\w)(?:\+\d{1,3}|\(?0)[\d\s()./-]{8,}\d",  # a telephone number
    re.IGNORECASE,
)
SEVERAL = re.compile(rf"{re.escape(LEFT_OUT)}(?:[\s,]*{re.escape(LEFT_OUT)})+")


@dataclass(frozen=True, slots=True)
class Names:
    """The words that stand for other people, as pathway.names reads them; `met`: what was found of a word before, since
    the same words come again and again in one copy."""

    words: frozenset[str]
    met: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)


def names_of(others: Iterable[str | None], *, keep: Iterable[str | None] = (), also: Iterable[str] = ()) -> Names:
    """The words of others' names, less those of her own and her children's; `also` is left out whatever it is."""
    kept = _words(keep)
    return Names(frozenset((_words(others) - kept) | _words(also)))


def redacted(text: str, names: Names) -> tuple[str, int]:
    """The text without them, and in how many places something was left out."""
    found = ELSEWHERE.sub(LEFT_OUT, text)
    found = WORD.sub(lambda word: LEFT_OUT if _stands_for(word[0], names) else word[0], found)
    found = SEVERAL.sub(LEFT_OUT, found).replace(f"[{LEFT_OUT}]", LEFT_OUT)
    return found, found.count(LEFT_OUT)


def _stands_for(word: str, names: Names) -> bool:
    found = names.met.get(word)
    if found is None:
        found = names.met[word] = not names.words.isdisjoint(words_of(OWNS.sub("", word)))
    return found


def _words(names: Iterable[str | None]) -> set[str]:
    parts = (part for name in names if name for part in words_of(name))
    return {part for part in parts if len(part) >= SHORTEST}
