"""The matcher's codes in words for people. What concerns another household never says which."""

from __future__ import annotations

from datetime import date
from typing import Any

from allocation.couplings import NO_RECOURSE
from allocation.rules import rules
from housing.web.filters import plural, said_date

RULES = {rule.id: rule for rule in rules()}

NOT_PLACED = {
    "no_suitable_unit": "No unit that is free, or will be in time, is safe and suitable",
    "needs_facts": "Something has to be found out before any unit can be proposed",
    "outcompeted": "The units that would suit went to other households",
}

HOUSEHOLDS_LEFT_OUT = {
    "offer_open": "An offer is waiting for an answer",
    "no_people": "Nobody is recorded in the household yet",
    "no_kind": "She has not agreed to any kind of accommodation",
}

UNITS_LEFT_OUT = {
    "held": "Held for a household",
    "occupied": "Occupied, with no leaving date",
    "leaving": "Occupied; what follows is not known",
    "overdue": "The leaving date has passed and nobody has recorded that they left",
    "booked": "Booked for later",
    "preparing": "Being prepared, with no date",
    "out_of_use": "Out of use, with no date",
    "free": "Spoken for later, with no date",
    "no_policy": "No acceptance policy is recorded for the property",
}

KINDS = {"refuge": "Refuge", "dispersed": "Dispersed home", "specialist": "Specialist accommodation"}

# Where the answer to a rule's question is recorded: a section of the presentation's task list.
SECTIONS = {
    "danger-zone": "concerns",
    "threat-on-site": "concerns",
    "excluded-area": "areas",
    "outside-authority": "areas",
    "support": "needs",
    "boys-age": "people",
    "sex-accepted": "people",
    "people": "people",
    "beds": "people",
}


def title(rule_id: str) -> str:
    """A rule's title: "Upper age for boys"."""
    return RULES[rule_id].title if rule_id in RULES else rule_id.replace("-", " ").capitalize()


def refusals(refused_by: dict[str, int]) -> list[str]:
    """How many units each rule closed, most first: "Upper age for boys: 3 units"."""
    ordered = sorted(refused_by.items(), key=lambda entry: (-entry[1], entry[0]))
    return [f"{title(rule)}: {plural(count, 'unit')}" for rule, count in ordered]


def lost(level: str) -> str:
    """Why a unit that would have suited went to somebody else; `level` as in the answer's `lost_to`."""
    if level.startswith("placed in band "):
        return f"more households of band {level.rsplit(' ', 1)[1]} have a place this way"
    if level.startswith("days waited in band "):
        return f"households of band {level.rsplit(' ', 1)[1]} that have waited longer come first"
    known = {
        "held places kept": "it was proposed to another household before, and nothing has changed",
        "cost": "it suits another household better",
        "ties": "two households are equal in everything, and the other has waited as long",
        "side rules": "who lives there already leaves no room for this household",
    }
    return known.get(level, level)


def cap(key: str) -> str:
    """Why the service is closed to one sort of household: `key` as in the problem's `caps`."""
    if key == NO_RECOURSE:
        return "the service has as many households without recourse to public funds as it can take"
    level = key.removeprefix("support:").removesuffix("+").replace("_", " ")
    return f"the service has as many households with {level} support needs or above as it can take"


def left_out_unit(entry: dict[str, Any]) -> str:
    """Why a unit was not in the run, with the day where one is known."""
    words = UNITS_LEFT_OUT.get(entry["why"], entry["why"])
    return f"{words} (until {said_date(date.fromisoformat(entry['until']))})" if entry["until"] else words
