"""Text as people type or paste it, made safe to keep.

Control characters and direction overrides can make a name or an address read as something else, or break a letter
or a spreadsheet; they never come from a keyboard. They are taken out, and the person is told, so that what was typed
is kept and nothing is changed in silence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Marks that word processors and web pages leave behind; they carry no meaning, so they go without a word.
_LITTER = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
# Overrides, embeddings and isolates of writing direction; interlinear marks; invisible tags.
_DECEITFUL = re.compile("[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile("[\\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_RUN_OF_SPACES = re.compile(" {2,}")
_LINE_BREAK = re.compile("\r\n|\r|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text that is kept, and whether hidden characters had to be taken out of it."""

    text: str
    had_hidden: bool


def clean(typed: str, *, lines: bool = False) -> Cleaned:
    """Trim, normalise (NFC) and take out what cannot be seen.

    `lines` keeps line breaks (as `\\n`); otherwise a line break counts as a hidden character, because a
    single-line answer with one in it is how headers are forged (ASVS 1.3.11).
    """
    text = _LINE_BREAK.sub("\n", unicodedata.normalize("NFC", typed))
    text = _SPACES.sub(" ", _LITTER.sub("", text))
    plain = _CONTROL.sub("", _DECEITFUL.sub("", text))
    had_hidden = plain != text
    if lines:
        return Cleaned("\n".join(line.rstrip() for line in plain.split("\n")).strip(), had_hidden)
    plain = plain.strip()
    return Cleaned(_RUN_OF_SPACES.sub(" ", plain.replace("\n", " ")), had_hidden or "\n" in plain)
