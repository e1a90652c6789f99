"""What decides beside the hard rules, as entries of the rule book: the rules about several proposals at once, and the
levels of the objective. The hard rules are in the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from allocation.couplings import Couplings, breaches, couplings
from allocation.preferences import BEDROOM, BY_AND_FOR, KIND, SCARCE, terms


class Sort(StrEnum):
    """What an entry is: a rule about several proposals, or a level of the objective."""

    SIDE = "side"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: like a rule, with examples in words instead of scenarios.

    `authority` says who stands behind it, in words. `code`: the functions that hold it, for its digest; empty where it
    is a matter of the solver, which the digest of the whole engine covers.
    """

    id: str
    title: str
    sort: Sort
    authority: str
    source: str
    explanation: str
    examples: tuple[str, ...]
    code: tuple[Callable[..., Any], ...] = ()


PLAN = "The households' safety plans; Domestic Abuse Act 2021 Part 4 statutory guidance"
ORDER = "The published order of what matters, the same for everybody; no level is weighed against another"
TOGETHER = (couplings, breaches, Couplings)
NOBODY, PUBLISHED = "Safety: nobody can set it aside", "The published objective: nobody changes it for one household"

ENTRIES = (
    Entry(
        "one-home-each",
        "One home a household, one household a home",
        Sort.SIDE,
        "What a proposal is",
        "Each unit is a home of its own: one household gets its key",
        "A household is proposed for one unit at most, and a unit is proposed to one household at most.",
        ("Two households could have the same unit: one is proposed for it, and the other is told what decided.",),
    ),
    Entry(
        "apart-together",
        "Households kept apart are not proposed together",
        Sort.SIDE,
        NOBODY,
        "A worker's decision that two households must not share a property, with its reason on record",
        "Two households that must be kept apart are never proposed for the same property in one run.",
        (
            "Two sisters-in-law whom a worker keeps apart: two units are free in one refuge, and one of them is "
            "proposed there at most.",
        ),
        TOGETHER,
    ),
    Entry(
        "threats-together",
        "A household and its threat are not proposed together",
        Sort.SIDE,
        NOBODY,
        PLAN,
        "Where a household counts a member of another among its threats, the two are never proposed for the same "
        "property. A household whose threats are not known shares no property with anybody else's proposal.",
        (
            "A household fears somebody who asks for a place himself: the two are never proposed for one property.",
            "Nobody has asked a household whom it fears: while that is so, no one else is proposed for its property.",
        ),
        TOGETHER,
    ),
    Entry(
        "caps",
        "No more of one sort than the service can take",
        Sort.SIDE,
        "The service, in its acceptance policy",
        "The service's acceptance policy",
        "A service may say how many households with high support needs, or without recourse to public funds, it can "
        "take at once; who lives there and who is proposed count together. Where residents alone are over the number, "
        "no more of that sort are proposed, and everybody else still is.",
        (
            "A refuge takes three households with high support needs; two live there: one more is proposed at most.",
            "Three live there already: none of that sort is proposed, whoever is most urgent.",
        ),
        TOGETHER,
    ),
    Entry(
        "level-placed",
        "First: as many as can be of the most urgent",
        Sort.LEVEL,
        PUBLISHED,
        ORDER,
        "As many households of band 1 as possible have a proposal; among the ways to do that, as many as possible of "
        "band 2; and so on to band 5.",
        ("One unit would do for a household of band 1 or for one of band 3: it is proposed to the one of band 1.",),
    ),
    Entry(
        "level-waited",
        "Second: those who have waited longest",
        Sort.LEVEL,
        PUBLISHED,
        ORDER,
        "Among the ways that place as many, those placed have waited as many days as possible together: band 1 first, "
        "then band 2, and so on.",
        ("Two households of one band could have the last unit: it is proposed to the one that has waited longer.",),
    ),
    Entry(
        "level-kept",
        "Third: what was proposed before is kept",
        Sort.LEVEL,
        PUBLISHED,
        ORDER,
        "Among the ways that are as good so far, as many as possible keep the unit that they were proposed before: a "
        "run never shuffles people without cause.",
        ("Yesterday's run proposed R1 to a household and nothing has changed: today's does too.",),
    ),
    Entry(
        "level-cost",
        "Fourth: the homes that suit best",
        Sort.LEVEL,
        PUBLISHED,
        ORDER,
        "Among the ways that are as good so far, the fewest points in all: for each place that matters its importance "
        f"times the distance in hundreds of metres, {BEDROOM} a bedroom more than needed, {SCARCE} a scarce feature "
        f"that the household does not need, {BY_AND_FOR} where it prefers services by and for its community and this "
        f"is none, {KIND} a step down its order of kinds.",
        ("Two homes would do, 1 km and 4 km from her work: the nearer is proposed where nothing above decides.",),
        (terms,),
    ),
    Entry(
        "level-ties",
        "Last: no two answers are equal",
        Sort.LEVEL,
        PUBLISHED,
        ORDER,
        "Where answers are equal in everything, who has waited longest comes first, and then an order worked out from "
        "the reference numbers, the same whatever the order in which households and units are listed.",
        ("Two households alike in everything and one unit: the same one is proposed however often the run is made.",),
    ),
)


def entries(sort: Sort) -> tuple[Entry, ...]:
    """The entries of one sort, in their order."""
    return tuple(entry for entry in ENTRIES if entry.sort is sort)
