"""The rules' register: what a rule is, what it may answer, and who may set it aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from allocation.facts import Household, Unit


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
    """One rule's answer for one pair. `because` is a sentence for people; `change` is what would turn a refusal round."""

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
    """A hard rule of the catalogue."""

    id: str
    title: str
    authority: Authority
    source: str
    reads: tuple[object, ...]
    judge: Judge

    @property
    def explanation(self) -> str:
        """The rule in a paragraph: the docstring of its function."""
        return " ".join((self.judge.__doc__ or "").split())


_RULES: dict[str, Rule] = {}


def rule(
    id: str, *, title: str, authority: Authority, source: str, reads: tuple[object, ...]
) -> Callable[[Judge], Judge]:
    """Register a rule. `reads` names the facts it looks at (`Household.oldest_boy`, `Unit.boys_up_to`), so that screening can group by them."""

    def register(judge: Judge) -> Judge:
        if id in _RULES:
            raise ValueError(f"rule {id} is registered twice")
        _RULES[id] = Rule(id, title, authority, source, reads, judge)
        return judge

    return register


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which `allocation.rules` lists them."""
    return tuple(_RULES.values())
