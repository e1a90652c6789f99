"""The rules' register: what a rule is, what it may answer, and who may set it aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from allocation.facts import Household, Unit
from allocation.words import WorkedOut


class Authority(StrEnum):
    """Who stands behind a rule. LAW and SAFETY can be set aside by nobody."""

    LAW = "law"
    SAFETY = "safety"
    SERVICE = "service"
    CHOICE = "choice"


class Answer(StrEnum):
    """The three answers; *ask* means a fact is not known and could change the answer."""

    ACCEPT = "accept"
    ASK = "ask"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's answer for one pair: a sentence for people, and what would turn a refusal round."""

    answer: Answer
    because: str = ""
    change: str = ""


ACCEPT = Verdict(Answer.ACCEPT)


def refuse(because: str, *, change: str = "") -> Verdict:
    """A refusal with its sentence, and "if the service took boys up to 14" where one change would help."""
    return Verdict(Answer.REFUSE, because, change)


def ask(because: str) -> Verdict:
    """A fact to find out, as an instruction: "record the age of every child"."""
    return Verdict(Answer.ASK, because)


Judge = Callable[[Household, Unit], Verdict]


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule of the catalogue.

    `overlap`: it reads one set of the household and one of the unit, and refuses exactly when they have something in
    common, so that screening may look it up instead of asking pair by pair (where neither set is not known).
    """

    id: str
    title: str
    authority: Authority
    source: str
    reads: tuple[object, ...]
    judge: Judge
    overlap: bool = False

    @property
    def of_household(self) -> tuple[str, ...]:
        """The names of the facts that it reads of a household."""
        return tuple(name for fact in self.reads if getattr(Household, name := fact_name(fact), None) is fact)

    @property
    def of_unit(self) -> tuple[str, ...]:
        """The names of the facts that it reads of a unit."""
        return tuple(name for fact in self.reads if getattr(Unit, name := fact_name(fact), None) is fact)

    @property
    def explanation(self) -> str:
        """The rule in a paragraph: the docstring of its function."""
        return " ".join((self.judge.__doc__ or "").split())


def fact_name(fact: object) -> str:
    """The name of a fact given as `Household.oldest_boy` or `Unit.kind`."""
    return str(fact.name if isinstance(fact, WorkedOut) else getattr(fact, "__name__", fact))


_RULES: dict[str, Rule] = {}


def rule(
    id: str, *, title: str, authority: Authority, source: str, reads: tuple[object, ...], overlap: bool = False
) -> Callable[[Judge], Judge]:
    """Register a rule. `reads` names the facts that it looks at (`Household.oldest_boy`, `Unit.boys_up_to`): screening
    groups households and units by just those.

    Raises:
        ValueError: the id is taken.
    """

    def register(judge: Judge) -> Judge:
        if id in _RULES:
            raise ValueError(f"rule {id} is registered twice")
        _RULES[id] = Rule(id, title, authority, source, reads, judge, overlap)
        return judge

    return register


def arrange(*judges: Judge) -> None:
    """Put the register in this order.

    Raises:
        ValueError: a registered rule is not among them, or one of them is not registered.
    """
    by_judge = {entry.judge: entry for entry in _RULES.values()}
    if len(judges) != len(by_judge) or set(judges) != set(by_judge):
        raise ValueError("the order names other rules than those registered")
    _RULES.clear()
    _RULES.update({by_judge[judge].id: by_judge[judge] for judge in judges})


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which `allocation.rules` lists them; import that package first."""
    return tuple(_RULES.values())
