"""What nobody has asked a household yet, as instructions with the page where the answer is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from housing.households.asked import was_asked
from housing.households.models import Household
from housing.placements.matching.household_facts import DEFAULT_ACCEPTS, danger_zones

DANGER = "households.danger.people"


@dataclass(frozen=True, slots=True)
class Fact:
    """An instruction, and the endpoint where the answer is recorded ("" where it is not the household's)."""

    text: str
    endpoint: str


def live_facts(household: Household) -> list[Fact]:
    """What to find out of a household, whether or not it decides today; its concerns and their places must be loaded.

    Where a rule asks for the same, the words are the rule's, so that nobody is told twice.
    """
    found = []
    if danger_zones(household) is None:
        found.append(Fact("record the places where the household is in danger, or that there are none", DANGER))
    if not household.concerns_asked:
        found.append(Fact("record who is a threat to the household, or that nobody else is known", DANGER))
    if household.support_need is None:
        found.append(Fact("record how much support the household needs", "households.wanting.needs"))
    if not was_asked(household, "funding"):
        found.append(
            Fact(
                "record which funding is open to the household: until then no service accepts it",
                "households.wanting.money",
            )
        )
    if not was_asked(household, "accepts"):
        kinds = ", then ".join(DEFAULT_ACCEPTS)
        found.append(
            Fact(
                f"ask which kinds of accommodation she agrees to: until then all are, {kinds}",
                "households.wanting.wishes",
            )
        )
    if any(concern.name_index is None for concern in household.concerns):
        found.append(
            Fact(
                "record the name of every person of concern: nobody can be compared with one not named",
                DANGER,
            )
        )
    return found
