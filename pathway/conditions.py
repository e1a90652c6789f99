"""For whom a line of the pathway guide holds, and which recorded fact keeps it; not knowing is an answer of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the guide asks about one household. None is not known; `hotel` and the like are of today."""

    children: bool | None = None
    children_apart: bool | None = None
    high_risk: bool | None = None
    risk_entered: bool = False
    no_recourse: bool | None = None
    interpreter: bool | None = None
    hotel: bool | None = None
    safe_tonight: bool | None = None
    contact_agreed: bool = False
    worker: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: the slug that is stored, its words, and whether it holds."""

    slug: str
    words: str
    holds: Callable[[CaseFacts], bool | None]


@dataclass(frozen=True, slots=True)
class Keeping:
    """A recorded fact by which a promise is kept without anybody having to say so again."""

    slug: str
    words: str
    kept: Callable[[CaseFacts], bool]


def _child_at_risk(facts: CaseFacts) -> bool | None:
    """Without children nobody asks; with children and a high risk they are taken to be at risk."""
    if facts.children is False:
        return False
    return True if facts.children and facts.high_risk else None


def _her_wish(_facts: CaseFacts) -> bool | None:
    """Whether she wants it is asked of her, not worked out."""
    return None


EVERYBODY = Condition("", "every household", lambda _facts: True)
CONDITIONS = {
    each.slug: each
    for each in (
        EVERYBODY,
        Condition("children", "households with children", lambda facts: facts.children),
        Condition("children-apart", "children apart from her", lambda facts: facts.children_apart),
        Condition("child-at-risk", "a child at risk", _child_at_risk),
        Condition("high-risk", "high risk", lambda facts: facts.high_risk),
        Condition("no-recourse", "no recourse to public funds", lambda facts: facts.no_recourse),
        Condition("interpreter", "if she needs it", lambda facts: facts.interpreter),
        Condition("hotel", "a household in a hotel", lambda facts: facts.hotel),
        Condition("her-wish", "if she wants to", _her_wish),
    )
}
KEEPINGS = {
    each.slug: each
    for each in (
        Keeping("contact-agreed", "safe contact is recorded", lambda facts: facts.contact_agreed),
        Keeping("risk-entered", "a risk assessment is recorded", lambda facts: facts.risk_entered),
        Keeping("safe-tonight", "somewhere safe tonight is recorded", lambda facts: facts.safe_tonight is True),
        Keeping("worker", "a worker is named", lambda facts: facts.worker),
    )
}


def holds(slug: str, facts: CaseFacts) -> bool | None:
    """Whether a condition holds; True, False, or None where it is not known.

    Raises:
        KeyError: there is no such condition.
    """
    return CONDITIONS[slug].holds(facts)


def kept(slug: str, facts: CaseFacts) -> bool:
    """Whether a recorded fact keeps the promise; a line without one is kept by a person alone.

    Raises:
        KeyError: there is no such fact.
    """
    return bool(slug) and KEEPINGS[slug].kept(facts)
