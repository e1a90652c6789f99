"""What every rule must have, and how the register guards itself."""

from __future__ import annotations

import re

import pytest

from allocation import catalogue
from allocation.catalogue import ACCEPT, Answer, Authority, Rule, Verdict, arrange, fact_name, rule
from allocation.facts import Household, Unit
from allocation.rules import rules
from allocation.screen import verdicts
from tests.allocation.problems import read
from tests.allocation.random_problems import WAIVABLE, Dice

SAFETY, LAW, SERVICE, CHOICE = Authority.SAFETY, Authority.LAW, Authority.SERVICE, Authority.CHOICE
AGREED = {
    "danger-zone": SAFETY,
    "excluded-area": SAFETY,
    "outside-authority": SAFETY,
    "threat-on-site": SAFETY,
    "is-a-threat": SAFETY,
    "kept-apart": SAFETY,
    "available": SERVICE,
    "agreed-kind": CHOICE,
    "declined-before": CHOICE,
    "people": LAW,
    "beds": LAW,
    "sex-accepted": SERVICE,
    "boys-age": SERVICE,
    "access": LAW,
    "support": SERVICE,
    "funding": SERVICE,
    "pets": SERVICE,
    "place-limit": CHOICE,
}


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> dict[str, Rule]:
    """The register, put back afterwards."""
    copy = dict(catalogue._RULES)
    monkeypatch.setattr(catalogue, "_RULES", copy)
    return copy


def harmless(household: Household, unit: Unit) -> Verdict:
    """Accepts everybody."""
    return ACCEPT


def test_the_rules_and_who_stands_behind_them_are_as_agreed_in_this_order() -> None:
    assert [(each.id, each.authority) for each in rules()] == list(AGREED.items())


@pytest.mark.parametrize("each", rules(), ids=lambda each: str(each.id))
def test_every_rule_can_be_read_by_a_person(each: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each.id)
    assert each.title[0].isupper()
    assert not each.title.endswith(".")
    assert len(each.source) > 20
    assert each.explanation.endswith(".")
    assert "\n" not in each.explanation


@pytest.mark.parametrize("each", rules(), ids=lambda each: str(each.id))
def test_every_fact_that_a_rule_reads_is_a_fact_of_a_household_or_a_unit(each: Rule) -> None:
    assert each.of_household
    assert each.of_unit
    assert len(each.of_household) + len(each.of_unit) == len(each.reads)


def test_only_service_rules_may_be_waived() -> None:
    assert {each.id for each in rules() if each.authority is SERVICE} == set(WAIVABLE)


def test_an_id_is_taken_once(register: dict[str, Rule]) -> None:
    with pytest.raises(ValueError, match="pets is registered twice"):
        rule("pets", title="Again", authority=SERVICE, source="none", reads=())(harmless)


def test_the_order_names_every_rule(register: dict[str, Rule]) -> None:
    rule("harmless", title="Harmless", authority=SERVICE, source="none", reads=())(harmless)
    judges = [each.judge for each in register.values()]
    with pytest.raises(ValueError, match="other rules than those registered"):
        arrange(*judges[:-1])
    with pytest.raises(ValueError, match="other rules than those registered"):
        arrange(*judges[:-1], judges[0])
    arrange(*reversed(judges))
    assert next(iter(register)) == "harmless"


def test_a_fact_is_named_by_its_field_or_what_works_it_out() -> None:
    assert fact_name(Household.threats) == "threats"
    assert fact_name(Unit.kind) == "kind"
    assert isinstance(Household.oldest_boy, object)


def test_whatever_is_refused_or_asked_has_a_sentence_without_anybodys_name() -> None:
    """Over many made-up pairs: a reason always; what would change it for service and choice, never for the others."""
    authority = {each.id: each.authority for each in rules()}
    for seed in range(40):
        of = read(Dice(seed, unknown=0.2).problem(4, 4))
        names = {resident.household for each in of.properties for resident in each.residents}
        names |= {member for each in of.properties for member in each.resident_members}
        for household in of.households:
            for unit in of.units:
                for name, verdict in verdicts(of, household, unit).items():
                    assert bool(verdict.because) == (verdict.answer is not Answer.ACCEPT)
                    may_change = verdict.answer is Answer.REFUSE and authority[name] in (SERVICE, CHOICE)
                    assert bool(verdict.change) == may_change, name
                    assert not any(each in verdict.because + verdict.change for each in names)
