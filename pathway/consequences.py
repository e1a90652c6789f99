"""What a reason for saying no leads to. The reason's row says it; this says what it may mean for one household.

A no never costs her priority or days waited. A provider's no never stops the search for her, and nobody who may have
nowhere safe tonight is left out of a run, whatever the row says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_URGENT_BANDS = 2  # bands 1 and 2: nowhere safe tonight, or in danger where she is (pathway.priority)
LONGEST_DAYS = 90


class Side(StrEnum):
    """Who said no; the value is the code list of that side's reasons."""

    HERS = "refusal_reason"
    PROVIDER = "decline_reason"


class Consequence(StrEnum):
    """What follows from a no; the value is the slug that is stored."""

    NOTHING = "nothing"
    NEVER_THIS_UNIT = "never_this_unit"
    REASSESS = "reassess"
    PARK = "park"


SAYS = {
    Consequence.NOTHING: "The same unit may be proposed again",
    Consequence.NEVER_THIS_UNIT: "The same unit is not proposed again",
    Consequence.REASSESS: "The same unit is not proposed again, and her officer is asked to find out what has changed",
    Consequence.PARK: "No place is looked for until a day, and her officer is told on that day",
}


class ConsequenceRefused(ValueError):
    """The row cannot be; the text is the sentence for the page, `field` the answer that it concerns."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from one no. `until_on` is the first day on which places are looked for again, with PARK only.

    `because` says where the row's consequence was softened for her sake; "" where it was not.
    """

    consequence: Consequence
    until_on: date | None = None
    because: str = ""

    @property
    def may_be_proposed_again(self) -> bool:
        """Whether the same unit may come up for her again."""
        return self.consequence is Consequence.NOTHING


def possible(side: Side) -> tuple[Consequence, ...]:
    """The consequences that a side's reasons may have: a provider's no does not stop the search for her."""
    return tuple(each for each in Consequence if side is Side.HERS or each is not Consequence.PARK)


def check(side: Side, consequence: Consequence, days: int | None) -> None:
    """Whether a row may be kept.

    Raises:
        ConsequenceRefused: not possible for that side; or days are missing, too many, or there is nothing to wait for.
    """
    if consequence not in possible(side):
        raise ConsequenceRefused("A provider’s answer never stops the search for her.", "consequence")
    if consequence is Consequence.PARK and not (days and 1 <= days <= LONGEST_DAYS):
        raise ConsequenceRefused(f"Enter how many days, from 1 to {LONGEST_DAYS}.", "days")
    if consequence is not Consequence.PARK and days is not None:
        raise ConsequenceRefused("Only waiting until a day has a number of days.", "days")


def follow(consequence: Consequence | None, days: int | None, *, side: Side, band: int, today: date) -> Outcome:
    """What follows for a household in `band` (1 to 5) from a no said today. None: no reason was given, or none known.

    She need give no reason; then her no is about this unit, and nothing else.
    """
    if consequence is None:
        return Outcome(Consequence.NEVER_THIS_UNIT)
    if consequence is not Consequence.PARK:
        return Outcome(consequence)
    if side is Side.PROVIDER:
        return Outcome(Consequence.REASSESS, because="A provider’s answer never stops the search for her.")
    if band <= MOST_URGENT_BANDS:
        return Outcome(Consequence.REASSESS, because="She may have nowhere safe tonight: places are still looked for.")
    return Outcome(Consequence.PARK, today + timedelta(days=days or 1))
