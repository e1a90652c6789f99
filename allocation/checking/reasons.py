"""Why households have no proposal, and what there is to ask, held against the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from allocation.checking.book import BANNED, Book
from allocation.checking.pairs import ACCEPT, ASK, CHANGEABLE, REFUSE
from allocation.checking.sides import full_of_residents, in_the_way, side_breaches
from allocation.facts import Household, Unit

Entry = Mapping[str, Any]
ONE_CHANGE = 5


def unplaced_breaches(book: Book, each: Entry) -> Iterator[str]:
    """Whether one household's reason, counts and near misses are right."""
    household = book.households[each["household"]]
    page = book.page(household)
    verdicts = Counter(judged.verdict for judged in page)
    reasons = ((ACCEPT, "outcompeted"), (BANNED, "banned"), (ASK, "needs_facts"))
    reason = next((reason for verdict, reason in reasons if verdicts[verdict]), "no_suitable_unit")
    if each["reason"] != reason:
        yield f"{household.id}: the reason is {reason}, the result says {each['reason']}"
    counts = Counter(rule for judged in page for rule, said in judged.answers.items() if said == REFUSE)
    if each["refused_by"] != dict(counts):
        yield f"{household.id}: refused by {dict(sorted(counts.items()))}, the result says {dict(each['refused_by'])}"
    near = [(line["unit"], line["rule"]) for line in each["one_change_away"]]
    expected = _one_change_away(book, household)
    if near != expected:
        yield f"{household.id}: one change away are {expected}, the result says {near}"
    if not all(line["text"] for line in each["one_change_away"]):
        yield f"{household.id}: a change has no words"


def _one_change_away(book: Book, household: Household) -> list[tuple[str, str]]:
    near = []
    for unit, answers, _ in book.page(household):
        if len(answers) == 1 and REFUSE in answers.values() and CHANGEABLE & answers.keys():
            near.append((book.cost(household, unit) or 0, unit.id, next(iter(answers))))
    return [(unit, rule) for _, unit, rule in sorted(near)[:ONE_CHANGE]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who has each unit, and who is proposed for each property."""

    holder: Mapping[str, str]
    living: Mapping[str, list[Household]]


def outcome(book: Book, result: Entry) -> Outcome:
    """What the proposals of a result come to."""
    living: dict[str, list[Household]] = {}
    for each in result["proposals"]:
        living.setdefault(book.units[each["unit"]].property.id, []).append(book.households[each["household"]])
    return Outcome({line["unit"]: line["household"] for line in result["proposals"]}, living)


def lost_breaches(book: Book, comes_to: Outcome, each: Entry) -> Iterator[str]:
    """Whether every unit that accepts an outcompeted household is accounted for: who has it, or who is in the way."""
    household = book.households[each["household"]]
    holder = comes_to.holder
    lines = {line["unit"]: line for line in each["lost_to"]}
    if [line["unit"] for line in each["lost_to"]] != sorted(lines):
        yield f"{household.id}: the units lost are not in the order of their ids, each once"
    for unit, _, verdict in book.page(household):
        line = lines.pop(unit.id, None)
        if verdict != ACCEPT:
            if line is not None:
                yield f"{household.id}: {unit.id} does not accept the household and cannot be lost"
        elif unit.id in holder:
            yield from _held(book, household, unit, holder[unit.id], line)
        else:
            yield from _empty(book, comes_to, household, unit, line)


def _held(book: Book, household: Household, unit: Unit, holder: str, line: Entry | None) -> Iterator[str]:
    if line is None or line["household"] != holder:
        yield f"{household.id}: {unit.id} went to {holder}, the result says {line and line['household']}"
    else:
        yield from _level(book, household, unit, line)


def _level(book: Book, household: Household, unit: Unit, line: Entry) -> Iterator[str]:
    """Whether a unit is said to be lost to side rules exactly if residents alone leave no room for her sort, and
    else to a pin exactly if one has it, or keeps the household out of its property."""
    pinned = unit.id in book.pins or bool(
        in_the_way(book.seen, unit.property, book.pinned_in(unit.property), household)
    )
    expected = "side rules" if full_of_residents(unit.property, household) else "pinned" if pinned else ""
    if expected != (line["level"] if line["level"] in ("side rules", "pinned") else ""):
        yield f"{household.id}: {unit.id} cannot have been lost at {line['level']}"


def _empty(book: Book, comes_to: Outcome, household: Household, unit: Unit, line: Entry | None) -> Iterator[str]:
    there = comes_to.living.get(unit.property.id, [])
    blamed = in_the_way(book.seen, unit.property, there, household)
    if line is not None and line["household"] not in blamed:
        yield f"{household.id}: {line['household']} does not keep the household out of {unit.id}"
    elif line is not None:
        yield from _level(book, household, unit, line)
    if line is None and blamed:
        yield f"{household.id}: {unit.id} stands empty because of {', '.join(sorted(blamed))}, the result does not say"
    if not side_breaches(book.seen, {unit.property.id: [*there, household]}):
        yield f"{household.id} has no proposal, and {unit.id} stands empty and would take the household"


def ask_breaches(book: Book, result: Entry, households: list[Household]) -> Iterator[str]:
    """Whether everything to find out is listed, once, in order, for these households."""
    said: dict[str, list[tuple[str, str]]] = {}
    for line in result["to_ask"]:
        said.setdefault(line["household"], []).append((line["unit"], line["rule"]))
        if not line["text"]:
            yield f"{line['household']}: a question about {line['unit']} has no words"
    for household in households:
        expected = [
            (judged.unit.id, rule)
            for judged in book.page(household)
            if judged.verdict == ASK
            for rule in judged.answers
        ]
        found = said.get(household.id, [])
        if Counter(found) != Counter(expected):
            missing, extra = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
            yield f"{household.id}: to ask lacks {sorted(missing)} and has {sorted(extra)} too many"
    places = [(line["household"], line["unit"]) for line in result["to_ask"]]
    if places != sorted(places):
        yield "what there is to ask is not in the order of households and units"
