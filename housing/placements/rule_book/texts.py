"""The rule book's texts: one for each hard rule, side rule and level of the objective, in the order of the book."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from allocation.book import Entry, Sort, entries
from allocation.catalogue import Authority, Rule
from allocation.rules import rules
from housing.placements.rule_book.where import WHERE, Where

AGREED = Path(__file__).with_name("agreed.json")  # written by `./run rules` from tests/scenarios/rules
STANDS_BEHIND = {
    Authority.LAW: "The law: nobody can set it aside",
    Authority.SAFETY: "Safety: nobody can set it aside",
    Authority.SERVICE: "The service: it may waive the rule for one household, with a name and a reason",
    Authority.CHOICE: "The survivor: only she changes it",
}
ANSWERS = {"accept": "Accepted", "ask": "Ask first", "refuse": "Refused"}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreed sentence: what is the case, how the rule answers, and what it says then ("" where it is not fixed)."""

    says: str
    answer: str
    because: str


@dataclass(frozen=True, slots=True)
class Text:
    """One page of the book. `agreed` is of hard rules, `examples` of the others."""

    id: str
    title: str
    authority: str
    source: str
    explanation: str
    where: tuple[Where, ...]
    agreed: tuple[Agreed, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the book."""

    title: str
    about: str
    texts: tuple[Text, ...]


@cache
def book() -> tuple[Chapter, ...]:
    """The whole book.

    Raises:
        KeyError: a rule has no agreed sentences, or nobody has said where its fact is edited (tests/house says which).
    """
    agreed = agreed_sentences()
    return (
        Chapter(
            "Rules for one household and one home",
            "Each is asked of every household and every home. A home that any of them refuses is not proposed; where "
            "one asks, a fact has to be found out first.",
            tuple(_of_rule(rule, agreed[rule.id]) for rule in rules()),
        ),
        Chapter(
            "Rules about several proposals at once",
            "They are about who would live together, so that they can only be asked of all proposals at once.",
            tuple(_of_entry(entry) for entry in entries(Sort.SIDE)),
        ),
        Chapter(
            "Which proposals are best",
            "Of all the ways that keep every rule, the one that is best in this order is proposed. Each line decides "
            "only where the lines above it leave a choice.",
            tuple(_of_entry(entry) for entry in entries(Sort.LEVEL)),
        ),
    )


@cache
def texts() -> Mapping[str, Text]:
    """Every text by its id."""
    return {text.id: text for chapter in book() for text in chapter.texts}


def agreed_sentences(path: Path = AGREED) -> dict[str, tuple[Agreed, ...]]:
    """The agreed sentences by rule, as they travel with the application."""
    document: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        rule: tuple(Agreed(each["says"], each["answer"], each["because"]) for each in each_rule)
        for rule, each_rule in document.items()
    }


def _of_rule(rule: Rule, agreed: tuple[Agreed, ...]) -> Text:
    return Text(
        rule.id,
        rule.title,
        STANDS_BEHIND[rule.authority],
        rule.source,
        rule.explanation,
        WHERE[rule.id],
        agreed=agreed,
    )


def _of_entry(entry: Entry) -> Text:
    return Text(
        entry.id,
        entry.title,
        entry.authority,
        entry.source,
        entry.explanation,
        WHERE[entry.id],
        examples=entry.examples,
    )
