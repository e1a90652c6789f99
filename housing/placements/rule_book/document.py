"""The rule book as one document: docs/rules.md, made from the same texts as the pages."""

from __future__ import annotations

from collections.abc import Iterator

from housing.placements.rule_book.texts import ANSWERS, Text, book

HEAD = """# The rules

Which household may go to which home, and which proposals are best. Each entry has the id by which the code, the
scenarios, the pages (`/rules/<id>`) and every stored decision call it.

Made by `./run rules` from the catalogue (`allocation/rules`, `allocation/book.py`), the agreed sentences
(`tests/scenarios/rules`) and `housing/placements/rule_book/where.py`; not to be edited by hand."""


def markdown() -> str:
    """The whole book in Markdown; an entry's heading is its id, so that `docs/rules.md#boys-age` leads to it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield HEAD
    for chapter in book():
        yield from ("", f"## {chapter.title}", "", chapter.about, "", "| id | title |", "|---|---|")
        yield from (f"| [{text.id}](#{text.id}) | {text.title} |" for text in chapter.texts)
        for text in chapter.texts:
            yield from _entry(text)


def _entry(text: Text) -> Iterator[str]:
    yield from ("", f"### {text.id}", "", f"**{text.title}.** {text.explanation}", "")
    yield f"- Who stands behind it: {text.authority}."
    yield f"- Source: {text.source}."
    yield f"- Where its fact is edited: {'; '.join(each.words for each in text.where)}."
    if text.agreed:
        yield from ("", "| what is the case | answer | what it says |", "|---|---|---|")
        yield from (f"| {each.says} | {ANSWERS[each.answer]} | {each.because} |" for each in text.agreed)
    for example in text.examples:
        yield f"- For example: {example}"
