"""Changes to a problem document: what a sentence says would help, and what takes away a rule's reason to refuse.

Each gives a changed copy. `stated` does what the words say, no more; `cured` does whatever ends this rule's refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any, NamedTuple

from allocation.catalogue import Authority
from allocation.match import options
from allocation.rules import rules
from tests.allocation.problems import AS_OF, Document, read

SEXES = {"women": "female", "men": "male", "adults whose sex is recorded as other": "other"}
ROOM = [{"beds": 2, "cots": 0}] * 12
SERVICE = {rule.id for rule in rules() if rule.authority is Authority.SERVICE}
CHANGEABLE = SERVICE | {rule.id for rule in rules() if rule.authority is Authority.CHOICE}


class Facts(NamedTuple):
    """A household, a property and one of its units, inside a document."""

    one: Document
    home: Document
    place: Document


def view(document: Document, household: str, unit: str) -> dict[str, Any]:
    """What is said of one pair today."""
    (line,) = (each for each in options(read(document), household) if each["unit"] == unit)
    return line


def refused_by(line: dict[str, Any]) -> set[str]:
    """The rules that refuse a pair."""
    return {each["rule"] for each in line["refusals"]}


def parts(document: Document, household: str, unit: str) -> Facts:
    """One household, one unit and its property, inside the document."""
    (one,) = (each for each in document["households"] if each["id"] == household)
    (home,) = (each for each in document["properties"] if any(place["id"] == unit for place in each["units"]))
    (place,) = (each for each in home["units"] if each["id"] == unit)
    return Facts(one, home, place)


def stated(document: Document, household: str, unit: str, rule: str, words: str) -> Document:
    """The document with the change that a sentence names: "if the service took boys up to 14"."""
    changed = deepcopy(document)
    facts = parts(changed, household, unit)
    change, _, recorded = words.partition(", and the ")
    SAID[rule](change, *facts)
    if recorded:
        _recorded(recorded, facts.one)
    return changed


def _recorded(words: str, one: Document) -> None:
    """What was not known of every adult, or of every child, is recorded; the child is a baby girl."""
    asked = re.fullmatch(r"((?:age|sex)(?: and (?:age|sex))?) of every (adult|child) were recorded", words)
    assert asked
    for member in one["members"]:
        if member["role"] == asked[2]:
            member["sex"] = "female" if "sex" in asked[1] and member["sex"] is None else member["sex"]
            member["born"] = AS_OF if "age" in asked[1] and member["born"] is None else member["born"]


def _free_by(words: str, one: Document, home: Document, place: Document) -> None:
    day = re.fullmatch(r"if it were free by (.+)", words)
    assert day
    place["available_from"] = datetime.strptime(day[1] + " +0000", "%d %B %Y %z").date().isoformat()


def _agreed(words: str, one: Document, home: Document, place: Document) -> None:
    kind = re.fullmatch(r"if she agreed to (\w+) accommodation", words)
    assert kind
    one["accepts"] = [*one["accepts"], kind[1]]


def _asked_again(words: str, one: Document, home: Document, place: Document) -> None:
    assert words == "if she wished to be offered it again"
    one["declined"] = [each for each in one["declined"] if each != place["id"]]


def _adults(words: str, one: Document, home: Document, place: Document) -> None:
    taken = words.removeprefix("if the service took ").split(" and ")
    home["sexes"] = sorted(
        {*home["sexes"], *(SEXES.values() if taken == ["adults"] else map(SEXES.__getitem__, taken))}
    )


def _boys(words: str, one: Document, home: Document, place: Document) -> None:
    limit = re.fullmatch(r"if the service took boys (?:up to (\d+)|of any age)", words)
    assert limit
    home["boys_up_to"] = int(limit[1]) if limit[1] else "any"


def _support(words: str, one: Document, home: Document, place: Document) -> None:
    level = re.fullmatch(r"if the service could support ([\w ]+) needs", words)
    assert level
    home["max_support"] = level[1].replace(" ", "_")


def _funding(words: str, one: Document, home: Document, place: Document) -> None:
    routes = words.removeprefix("if the service took ").split(" or ")
    home["funding"] = [*home["funding"], routes[0].replace(" ", "_")]


def _pets(words: str, one: Document, home: Document, place: Document) -> None:
    home["pets"] = [*home["pets"], *words.removeprefix("if the service took pets: ").split(" or ")]


def _distance(words: str, one: Document, home: Document, place: Document) -> None:
    for kilometres, what in re.findall(r"([\d.]+) km from ([\w ]+)", words):
        for each in one["places"]:
            if each["kind"] == what.strip() and "limit_km" in each:
                each["limit_km"] = max(each["limit_km"], float(kilometres))


SAID: dict[str, Callable[[str, Document, Document, Document], None]] = {
    "available": _free_by,
    "agreed-kind": _agreed,
    "declined-before": _asked_again,
    "sex-accepted": _adults,
    "boys-age": _boys,
    "support": _support,
    "funding": _funding,
    "pets": _pets,
    "place-limit": _distance,
}


def waived(document: Document, household: str, unit: str, rule: str) -> Document:
    """The document with this service rule set aside for this household at this property."""
    _, home, _ = parts(document, household, unit)
    waiver = {"household": household, "property": home["id"], "rule": rule, "by": "A made-up manager", "why": "made up"}
    return document | {"waivers": [*document.get("waivers", []), waiver]}


def cured(document: Document, household: str, unit: str, rule: str) -> Document:
    """The document with this rule's reason to refuse this pair gone, and other rules' left as they are."""
    changed = deepcopy(document)
    facts = parts(changed, household, unit)
    if rule == "kept-apart":
        there = {each["household"] for each in facts.home["residents"]}
        changed["keep_apart"] = [p for p in changed["keep_apart"] if not (household in p and there & set(p))]
        return changed
    where, key, value = CURES[rule](facts)
    where[key] = value
    return changed


def _without(listed: list[Any], *others: Any) -> list[Any]:
    return [each for each in listed if each not in others]


def _living(home: Document) -> list[str]:
    return [person for each in home["residents"] for person in each["members"]]


def _calm(facts: Facts) -> list[Document]:
    people = [member["id"] for member in facts.one["members"]]
    return [each | {"threats": _without(each["threats"], *people)} for each in facts.home["residents"]]


def _anywhere(place: Document) -> Document:
    return {key: value for key, value in place.items() if key != "limit_km"}


CURES: dict[str, Callable[[Facts], tuple[Document, str, Any]]] = {
    "danger-zone": lambda at: (at.one, "danger_zones", []),
    "excluded-area": lambda at: (
        at.one, "excluded_areas", _without(at.one["excluded_areas"], at.home["ward"], at.home["authority"])
    ),
    "outside-authority": lambda at: (at.one, "outside_authorities", []),
    "threat-on-site": lambda at: (at.one, "threats", _without(at.one["threats"], *_living(at.home))),
    "is-a-threat": lambda at: (at.home, "residents", _calm(at)),
    "available": lambda at: (at.place, "available_from", AS_OF),
    "agreed-kind": lambda at: (at.one, "accepts", [*at.one["accepts"], at.home["kind"]]),
    "declined-before": lambda at: (at.one, "declined", _without(at.one["declined"], at.place["id"])),
    "people": lambda at: (at.place, "max_people", 50),
    "beds": lambda at: (at.place, "bedrooms", at.place["bedrooms"] + ROOM),
    "sex-accepted": lambda at: (at.home, "sexes", ["female", "male", "other"]),
    "boys-age": lambda at: (at.home, "boys_up_to", "any"),
    "access": lambda at: (at.one, "access_needs", []),
    "support": lambda at: (at.home, "max_support", "very_high"),
    "funding": lambda at: (at.home, "funding", [*at.home["funding"], *at.one["funding"]]),
    "pets": lambda at: (at.one, "pets", []),
    "place-limit": lambda at: (at.one, "places", [_anywhere(each) for each in at.one["places"]]),
}  # fmt: skip
