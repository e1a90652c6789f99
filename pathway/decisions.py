"""Decisions that she must be told of in writing, which of them go against her, and how a review of each runs.

Source: Housing Act 1996 s184 (notice with reasons where adverse, and the right to a review), s202, s203; SI 2018/223
regulations 5 (who decides) and 9 (by when).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pathway.clocks import last_day
from pathway.duties import Clock

Person = TypeVar("Person")
THREE, EIGHT, TEN, TWELVE = "review-3-weeks", "review-8-weeks", "review-10-weeks", "review-12-weeks"


@dataclass(frozen=True, slots=True)
class DecisionKind:
    """One decision: how it is called, the section, the clock of its review, and whether it goes against her.

    `never`: why it cannot be made in this service; "" where it can. `by_hand`: whether an officer records it as such;
    the others are written by what they decide (a duty accepted or ended, a referral to another district).
    """

    slug: str
    title: str
    section: str
    review: str
    adverse: bool
    never: str = ""
    by_hand: bool = True


AUTOMATIC = (
    "Priority need is automatic for a person who is homeless because of domestic abuse (Housing Act 1996 s189(1)(e)). "
    "Nobody can decide otherwise."
)
KINDS: tuple[DecisionKind, ...] = (
    DecisionKind("prevention_owed", "The prevention duty is owed", "s195", EIGHT, False, by_hand=False),
    DecisionKind("relief_owed", "The relief duty is owed", "s189B", EIGHT, False, by_hand=False),
    DecisionKind("main_owed", "The main duty is owed", "s193", EIGHT, False, by_hand=False),
    DecisionKind("not_homeless", "Not homeless, nor threatened with it", "s175", EIGHT, True),
    DecisionKind("not_eligible", "Not eligible for help with a home", "s185", EIGHT, True),
    DecisionKind("intentional", "Homeless intentionally", "s191", EIGHT, True),
    DecisionKind("no_priority_need", "No priority need", "s189", EIGHT, True, AUTOMATIC),
    DecisionKind("steps", "The steps that the council will take", "s189A", THREE, True),
    DecisionKind("suitability", "The home offered is suitable", "s206", EIGHT, True),
    DecisionKind("prevention_ended", "The prevention duty has ended", "s195(5)", THREE, True, by_hand=False),
    DecisionKind("relief_ended", "The relief duty has ended", "s189B(5)", EIGHT, True, by_hand=False),
    DecisionKind("main_ended", "The main duty has ended", "s193", EIGHT, True, by_hand=False),
    DecisionKind("referred", "Referred to another council", "s198", TEN, True, by_hand=False),
    DecisionKind("referral_ours", "This council keeps your case", "s198(5)", TEN, False, by_hand=False),
)
REVIEWERS = {THREE: "3 weeks", EIGHT: "8 weeks", TEN: "10 weeks", TWELVE: "12 weeks"}


def kind(slug: str) -> DecisionKind | None:
    """The decision of that name."""
    return next((each for each in KINDS if each.slug == slug), None)


def by_hand() -> tuple[DecisionKind, ...]:
    """Those that an officer records as such, also the one that is always refused: asking says why."""
    return tuple(each for each in KINDS if each.by_hand)


def review_clock(decision: DecisionKind, *, appointed: bool) -> str:
    """The key of the clock of its review; a person appointed from outside has 12 weeks (regulation 9)."""
    return TWELVE if appointed else decision.review


def why_too_late(row: Clock, told_on: date | None, asked_on: date, *, allowed: bool) -> str | None:
    """Why a review cannot be taken up, as a sentence; None where it can.

    `row` is the clock "review-request" in force; `told_on` None: she has not been told yet, so no time has run.
    `allowed`: the council has allowed longer, in writing.
    """
    if told_on is None or allowed:
        return None
    if asked_on < told_on:
        return "A review cannot be asked for before she was told of the decision."
    last = last_day(row, told_on)
    if last is not None and asked_on > last:
        return (
            f"The {row.length} days ended on {last.day} {last:%B %Y}. "
            "The council may allow longer, in writing: say so if it has."
        )
    return None


def why_not_decide(person: Person, involved: Collection[Person], *, senior: bool) -> str | None:
    """Why a person may not decide a review, as a sentence; None where they may.

    `involved` took part in the decision under review; `senior`: at least as senior as whoever made it.
    """
    if person in involved:
        return "Whoever took part in the decision cannot decide its review. Ask somebody who had no part in it."
    if not senior:
        return "A review is decided by somebody senior to whoever made the decision. Confirm that you are, or ask them."
    return None
