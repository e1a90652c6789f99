"""What a copy holds: parts with lines of words, as it was read by both people. Pure.

A copy is kept whole, as JSON, and never made again from the case: what was approved is what is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from housing.copies.redacting import Names, redacted


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the copy: its heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The whole copy; `left_out` counts the places where something was left out, `why` says on what grounds."""

    passages: tuple[Passage, ...]
    why: tuple[str, ...]
    left_out: int


def put_together(parts: Iterable[tuple[str, Sequence[str]]], names: Names, *, why: Sequence[str]) -> Content:
    """The copy of these parts, without what is about others; a part without lines is left away."""
    passages, places = [], 0
    for title, lines in parts:
        kept = []
        for line in lines:
            text, count = redacted(line, names)
            kept.append(text)
            places += count
        if kept:
            passages.append(Passage(title, tuple(kept)))
    return Content(tuple(passages), tuple(why), places)


def to_json(content: Content) -> str:
    """As it is kept."""
    passages = [{"title": each.title, "lines": each.lines} for each in content.passages]
    return json.dumps({"passages": passages, "why": content.why, "left_out": content.left_out}, ensure_ascii=False)


def from_json(kept: str) -> Content:
    """As it was kept."""
    found = json.loads(kept)
    passages = tuple(Passage(each["title"], tuple(each["lines"])) for each in found["passages"])
    return Content(passages, tuple(found["why"]), found["left_out"])


def as_text(content: Content) -> str:
    """Paragraphs parted by empty lines, headings begun with "# ": as the paper of letters takes them."""
    paragraphs = []
    for passage in content.passages:
        paragraphs += [f"# {passage.title}", *passage.lines]
    return "\n\n".join([*paragraphs, "# What was left out, and why", *content.why])
