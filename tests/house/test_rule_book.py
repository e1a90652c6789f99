"""Every rule is everywhere where a rule has to be, and docs/rules.md is today's: what is missing is said in a sentence.

Somebody who adds a rule runs this file until it has nothing more to say (docs/adding-a-rule.md).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Mapping

import rule_book

from allocation.book import ENTRIES
from allocation.catalogue import Authority
from allocation.checking import pairs as checker
from allocation.rules import rules
from housing.placements.matching import words
from housing.placements.rule_book import texts
from housing.placements.rule_book.document import markdown
from housing.placements.rule_book.where import WHERE
from tests.allocation import plain_rules, random_problems, test_catalogue, test_rule_scenarios
from tests.allocation.proof import changes
from tests.house.reading import ROOT

RULES = {rule.id: rule for rule in rules()}
SPECIFICATION = ROOT / "docs" / "design" / "matching.md"
OUT_OF_DATE = "is out of date: run ./run rules, read what has changed, and commit it with the rule"


def waivable() -> set[str]:
    return {rule.id for rule in rules() if rule.authority is Authority.SERVICE}


def changeable() -> set[str]:
    return {rule.id for rule in rules() if rule.authority in (Authority.SERVICE, Authority.CHOICE)}


def specified() -> set[str]:
    """The rules in the table of hard rules of the specification."""
    return set(re.findall(r"^\| `([a-z-]+)` \| (?:safety|law|service|choice) \|", SPECIFICATION.read_text(), re.M))


def checked() -> set[str]:
    """The rules that the checker judges: of a property, or of a unit."""
    named = re.findall(r'"([a-z]+(?:-[a-z]+)*)"', inspect.getsource(checker.home_answers))
    return {*checker.SITE, *named} - {checker.UNTRIED}


# where a rule has to be: the ids that are there, those that should be, and what to do about one that is not
PLACES: list[tuple[str, Collection[str], Collection[str]]] = [
    ("add a row to the table of hard rules in docs/design/matching.md", specified(), RULES),
    (
        "write what was agreed in tests/scenarios/rules/{rule}.yaml",
        {path.stem for path in rule_book.SCENARIOS.glob("*.yaml")},
        RULES,
    ),
    ("add it to AGREED in tests/allocation/test_catalogue.py", test_catalogue.AGREED, RULES),
    ("write it plainly in tests/allocation/plain_rules.py (REFUSES)", plain_rules.REFUSES, RULES),
    (
        "write it again for the checker, in allocation/checking/pairs.py (SITE, or home_answers where it is of a unit)",
        checked(),
        RULES,
    ),
    ("add it to WAIVABLE in allocation/checking/pairs.py", checker.WAIVABLE, waivable()),
    ("add it to CHANGEABLE in allocation/checking/pairs.py", checker.CHANGEABLE, changeable()),
    ("add it to WAIVABLE in tests/allocation/random_problems.py", random_problems.WAIVABLE, waivable()),
    (
        "read the change that it states in tests/allocation/proof/changes.py (SAID), and add its cure (CURES)",
        changes.SAID.keys() & changes.CURES.keys(),
        changeable(),
    ),
    (
        "say in housing/placements/matching/words.py (CLOSED_BY) what is wrong where it refuses",
        words.CLOSED_BY,
        RULES,
    ),
    (
        "say in housing/placements/matching/words.py (RECORDED_AT) where the answer to its question is recorded",
        words.RECORDED_AT,
        test_rule_scenarios.ASKING,
    ),
    (
        "say in housing/placements/rule_book/where.py (WHERE) where its fact is edited",
        WHERE,
        [*RULES, *(entry.id for entry in ENTRIES)],
    ),
]


def missing(places: Collection[tuple[str, Collection[str], Collection[str]]]) -> list[str]:
    """A sentence for each rule that is not where it should be, or is where no such rule is."""
    return [
        f"{rule}: {what.format(rule=rule)}" for what, there, wanted in places for rule in wanted if rule not in there
    ]


def strangers(places: Collection[tuple[str, Collection[str], Collection[str]]], known: Collection[str]) -> list[str]:
    """A sentence for each id that no rule has."""
    return [
        f"{rule}: no rule is called that; see “{what.format(rule=rule)}”"
        for what, there, _ in places
        for rule in there
        if rule not in known
    ]


def test_every_rule_is_where_a_rule_has_to_be() -> None:
    found = missing(PLACES)
    assert found == [], "\n" + "\n".join(found)


def test_nothing_speaks_of_a_rule_that_is_not_there() -> None:
    found = strangers(PLACES, {*RULES, *(entry.id for entry in ENTRIES)})
    assert found == [], "\n" + "\n".join(found)


def test_the_rule_book_is_todays() -> None:
    assert texts.AGREED.read_text(encoding="utf-8") == rule_book.agreed(), f"{texts.AGREED.name} {OUT_OF_DATE}"
    assert rule_book.DOCUMENT.read_text(encoding="utf-8") == markdown(), f"docs/rules.md {OUT_OF_DATE}"


def test_the_book_leads_to_each_rule_by_its_id() -> None:
    text = markdown()
    assert [rule for rule in RULES if f"\n### {rule}\n" not in text or text.count(f"](#{rule})") != 1] == []


def test_what_is_missing_is_found_and_said() -> None:
    there: Mapping[str, str] = {"pets": ""}
    places = [("write it in {rule}.yaml", there, ["pets", "curfew"])]
    assert missing(places) == ["curfew: write it in curfew.yaml"]
    assert strangers(places, ["curfew"]) == ["pets: no rule is called that; see “write it in pets.yaml”"]
