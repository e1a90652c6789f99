"""What nobody has asked a household yet, as instructions with the page where the answer is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from housing.households.asked import was_asked
from housing.households.models import Household
from housing.placements.matching.household_facts import DEFAULT_ACCEPTS, danger_zones

DANGER, PEOPLE = "households.danger.people", "households.family.people"
NEEDS, MONEY, WISHES = "households.wanting.needs", "households.wanting.money", "households.wanting.wishes"
AREAS = "households.around.areas"


@dataclass(frozen=True, slots=True)
class Fact:
    """An instruction, and the endpoint where the answer is recorded ("" where it is not the household's)."""

    text: str
    endpoint: str


# What the problem document cannot call "not known": until somebody asks, the answer "none" is assumed, and said.
ASSUMED = (
    ("funding", "record which funding is open to the household: until then no service accepts it", MONEY),
    ("excluded", "ask in which areas the household cannot live: until then only danger zones are kept clear of", AREAS),
    ("access_needs", "ask about access needs: until then none are assumed", NEEDS),
    ("births", "ask whether a baby is expected: until then none is assumed", PEOPLE),
    ("pets", "ask about pets: until then none are assumed", NEEDS),
    (
        "accepts",
        f"ask which kinds of home the household agrees to: until then all are, {', then '.join(DEFAULT_ACCEPTS)}",
        WISHES,
    ),
)
UNNAMED = "record the name of every person of concern: nobody can be compared with one not named"


def live_facts(household: Household) -> list[Fact]:
    """What to find out of a household, whether or not it decides today; everything of it must be loaded.

    Where a rule asks for the same, the words are the rule's, so that nobody is told twice.
    """
    found = []
    if danger_zones(household) is None:
        found.append(Fact("record the places where the household is in danger, or that there are none", DANGER))
    if not household.concerns_asked:
        found.append(Fact("record who is a threat to the household, or that nobody else is known", DANGER))
    if any(concern.name_index is None for concern in household.concerns):
        found.append(Fact(UNNAMED, DANGER))
    if household.support_need is None:
        found.append(Fact("record how much support the household needs", NEEDS))
    return found + [Fact(text, where) for name, text, where in ASSUMED if not _asked(household, name)]


def _asked(household: Household, name: str) -> bool:
    """As `was_asked`, and rows that are there were asked for."""
    if name in ("births", "excluded"):
        return bool(getattr(household, name)) or was_asked(household, name)
    return was_asked(household, name)
