"""What a rule's digest notices and what it leaves alone: the rules are held against sources changed by a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from allocation import catalogue_digest
from allocation.book import ENTRIES, Sort, entries
from allocation.catalogue_digest import catalogue_document, engine_digest, entry_digest, rule_digest, source_of
from allocation.reached import Reading, reached
from allocation.rules import rules

RULES = {rule.id: rule for rule in rules()}
CODED = {entry.id: entry for entry in ENTRIES if entry.code}


def changed(module: str, old: str, new: str) -> Reading:
    """The sources with one word of one module put otherwise."""

    def source(name: str) -> str:
        text = source_of(name)
        if name == module:
            assert old in text, f"{module} no longer says {old}"
            text = text.replace(old, new)
        return text

    return Reading(source)


def differing(reading: Reading) -> set[str]:
    """The ids whose digest is another by these sources."""
    today = catalogue_document()["rules"]
    found = {rule.id: rule_digest(rule, reading) for rule in RULES.values()}
    found |= {entry.id: entry_digest(entry, reading) for entry in CODED.values()}
    return {name for name, digest in found.items() if digest != today[name]}


def test_the_document_names_every_rule_and_what_has_code_beside_them() -> None:
    document = catalogue_document()
    assert document["format"] == "rule-catalogue/1"
    assert list(document["rules"]) == [*RULES, "apart-together", "threats-together", "caps", "level-cost"]
    assert document["titles"]["boys-age"] == "Upper age for boys"
    assert document["titles"].keys() == document["rules"].keys()
    assert all(len(digest) == 64 for digest in [*document["rules"].values(), document["engine"]])
    assert len(set(document["rules"].values())) == len(document["rules"])


def test_a_document_is_the_callers_own() -> None:
    catalogue_document()["rules"].clear()
    assert catalogue_document()["rules"]


def test_the_same_sources_give_the_same_digests() -> None:
    assert differing(Reading(source_of)) == set()


@pytest.mark.parametrize(
    ("module", "old", "new", "expected"),
    [
        ("allocation.rules.service", "certain > limit", "certain >= limit", {"boys-age"}),
        ("allocation.rules.service", '"takes boys up to {limit}', '"boys up to {limit}', {"boys-age"}),
        ("allocation.rules.access", '"room for a wheelchair"', '"a wide door"', {"access"}),
        ("allocation.rules.space", 'AGES = "record', 'AGES = "find out', {"people"}),
        ("allocation.household", "OLDEST if age is None", "17 if age is None", {"boys-age"}),
        ("allocation.words", "OLDEST = 120", "OLDEST = 119", {"boys-age"}),
        ("allocation.home", "frozenset((self.ward, self.authority))", "frozenset((self.ward,))", {"excluded-area"}),
        ("allocation.household", "self.people + max(0", "self.people + min(0", {"people", "beds"}),
        ("allocation.words", '("low", "medium"', '("none", "low", "medium"', {"support", *CODED} - {"level-cost"}),
        ("allocation.preferences", "KIND = 20, 40, 60, 15", "KIND = 20, 40, 60, 16", {"level-cost"}),
    ],
)  # fmt: skip
def test_another_word_in_the_code_is_another_rule(module: str, old: str, new: str, expected: set[str]) -> None:
    assert differing(changed(module, old, new)) == expected


def test_what_several_rules_lead_to_is_in_each() -> None:
    near = differing(changed("allocation.distance", "<= metres * metres", "< metres * metres"))
    assert near == {"danger-zone", "place-limit"}


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("allocation.rules.service", 'title="Upper age for boys"', 'title="Boys"'),
        ("allocation.rules.service", "Some refuges take boys only", "Few refuges take boys only"),
        ("allocation.rules.service", "    limit, certain,", "    # the age on the day\n    limit, certain,"),
        ("allocation.rules.service", "household: Household, unit: Unit) -> Verdict", "household, unit)"),
        ("allocation.household", "boys = [member for member", "boys = [\n            member for member"),
        ("allocation.match", "RE_JUDGED = 20_000", "RE_JUDGED = 10_000"),
    ],
)
def test_words_layout_and_the_rest_of_the_engine_leave_the_rules_as_they_are(module: str, old: str, new: str) -> None:
    assert differing(changed(module, old, new)) == set()


def test_what_is_registered_counts_too() -> None:
    reading = Reading(source_of)
    rule = RULES["threat-on-site"]
    for name, value in {"id": "threat", "authority": "service", "overlap": False, "reads": rule.reads[:1]}.items():
        other = {each: getattr(rule, each) for each in type(rule).__dataclass_fields__} | {name: value}
        assert rule_digest(type(rule)(**other), reading) != rule_digest(rule, reading)


def test_the_engine_is_every_source_of_it(tmp_path: Path) -> None:
    def written(name: str, text: str) -> str:
        (tmp_path / name).write_text(text)
        return engine_digest(tmp_path)

    seen = [written("a.py", "x = 1\n"), written("a.py", "x = 1  # one\n"), written("b.py", ""), written("c.txt", "")]
    assert len(set(seen)) == 3
    assert seen[2] == seen[3]
    assert engine_digest() == engine_digest(Path(str(catalogue_digest.__file__)).parent)


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(LookupError, match=r"allocation\.distance defines no nowhere"):
        reached(("allocation.distance", "nowhere"), Reading(source_of))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f():\n    return A\nA: int = 1\nB = 2\n", {"f", "A"}),
        ("def f():\n    return f() if A else g\n(A, B) = 1, 2\ndef g():\n    return len(B)\n", {"f", "A", "B", "g"}),
        ("class f:\n    'Docs.'\n    def g(self):\n        return h\ndef h():\n    'Docs.'\n", {"f", "h"}),
    ],
)
def test_what_a_definition_leads_to(text: str, names: set[str]) -> None:
    def source(_: str) -> str:
        return text

    reading: Callable[[str], str] = source
    assert {name for _, name in reached(("allocation.made_up", "f"), Reading(reading))} == names


def test_every_entry_beside_the_rules_can_be_read_by_a_person() -> None:
    assert len({entry.id for entry in ENTRIES} | RULES.keys()) == len(ENTRIES) + len(RULES)
    assert [len(entries(sort)) for sort in Sort] == [4, 5]
    for entry in ENTRIES:
        assert entry.title[0].isupper()
        assert not entry.title.endswith(".")
        assert len(entry.source) > 20
        assert entry.explanation.endswith(".")
        assert entry.examples
        assert all(example.endswith(".") for example in entry.examples)
