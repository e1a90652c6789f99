"""What a copy holds: parts with lines, as both people read it. Pure.

A copy is put together once and kept whole, as JSON; lines are then left out of it, and what is given is kept beside it.
Each line has a key that is the same in the next copy, so that what was left out of one can be left out of the other.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from housing.copies.redacting import Names, redacted

LEFT_LINES = (
    "{lines} not given. You may ask us why; you may complain to the Information Commissioner, and you may ask a court. "
    "UK GDPR Articles 12(4) and 77 to 79."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line and its key: the table and the row, or a number in its part for what is written by hand."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the copy: its heading and its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The whole copy; `left_out` counts the places where something was left out, `why` says on what grounds."""

    passages: tuple[Passage, ...]
    why: tuple[str, ...]
    left_out: int

    def lines(self) -> Iterable[Line]:
        """Every line, in order."""
        return (line for passage in self.passages for line in passage.lines)


def put_together(parts: Iterable[tuple[str, Sequence[Line]]], names: Names, *, why: Sequence[str]) -> Content:
    """The copy of these parts, without what is about others; a part without lines is left away."""
    passages, places = [], 0
    for title, lines in parts:
        kept = []
        for line in lines:
            text, count = redacted(line.text, names)
            kept.append(Line(line.key, text))
            places += count
        if kept:
            passages.append(Passage(title, tuple(kept)))
    return Content(tuple(passages), tuple(why), places)


def without(content: Content, keys: Collection[str]) -> Content:
    """What is given: the content less these lines; how many are not given is said, and not which they were."""
    passages = [Passage(each.title, tuple(line for line in each.lines if line.key not in keys))
                for each in content.passages]  # fmt: skip
    gone = sum(line.key in keys for line in content.lines())
    said = [LEFT_LINES.format(lines="1 line is" if gone == 1 else f"{gone} lines are")] if gone else []
    kept = tuple(each for each in passages if each.lines)
    return Content(kept, (*said, *content.why), content.left_out)


def files(content: Content, most: int) -> list[Content]:
    """The copy in files of at most so many lines; what was left out and why stands in the last."""
    found, passages, room = [], [], most
    for passage in content.passages:
        lines = passage.lines
        while lines:
            passages.append(Passage(passage.title, lines[:room]))
            lines, room = lines[room:], room - len(lines[:room])
            if room == 0:
                found.append(Content(tuple(passages), (), content.left_out))
                passages, room = [], most
    if passages or not found:
        found.append(Content(tuple(passages), (), content.left_out))
    last = found.pop()
    return [*found, Content(last.passages, content.why, content.left_out)]


def to_json(content: Content) -> str:
    """As it is kept."""
    passages = [{"title": each.title, "lines": [[line.key, line.text] for line in each.lines]}
                for each in content.passages]  # fmt: skip
    return json.dumps({"passages": passages, "why": content.why, "left_out": content.left_out}, ensure_ascii=False)


def from_json(kept: str) -> Content:
    """As it was kept; lines of copies from before they had keys are numbered."""
    found = json.loads(kept)
    passages = tuple(Passage(each["title"], _lines(each["title"], each["lines"])) for each in found["passages"])
    return Content(passages, tuple(found["why"]), found["left_out"])


def as_text(content: Content) -> str:
    """Paragraphs parted by empty lines, headings begun with "# ": as the paper of letters takes them."""
    paragraphs = []
    for passage in content.passages:
        paragraphs += [f"# {passage.title}", *(line.text for line in passage.lines)]
    why = ["# What was left out, and why", *content.why] if content.why else []
    return "\n\n".join([*paragraphs, *why])


def _lines(title: str, kept: Sequence[Any]) -> tuple[Line, ...]:
    return tuple(
        Line(f"{title}:{number}", each) if isinstance(each, str) else Line(*each) for number, each in enumerate(kept)
    )
