"""The matcher's codes in words for people. What concerns another household never says which."""

from __future__ import annotations

from datetime import date
from typing import Any

from allocation.couplings import NO_RECOURSE
from allocation.facts import SCARCE_FEATURES
from allocation.rules import rules
from housing.places.words import FEATURES
from housing.web.filters import plural, said_date

RULES = {rule.id: rule for rule in rules()}

# In the order of the page: what a morning can change comes first.
NOT_PLACED = {
    "needs_facts": "Something has to be found out before any unit can be proposed",
    "outcompeted": "The units that would suit went to other households",
    "banned": "Every unit that would suit is kept from the household by somebody’s word",
    "no_suitable_unit": "No unit that is free, or will be in time, is safe and suitable",
}

HOUSEHOLDS_LEFT_OUT = {
    "offer_open": "An offer is waiting for an answer",
    "no_people": "Nobody is recorded in the household yet",
    "no_kind": "The household has not agreed to any kind of home",
    "parked": "The household waits until a day, after saying no to an offer",
}

# why: (where no day is known, where one is)
UNITS_LEFT_OUT = {
    "held": ("Held for a household", "Held for a household until {day}"),
    "occupied": ("Occupied, with no leaving date", "Occupied until {day}, and what follows has no end"),
    "leaving": ("Occupied, with no leaving date", "Occupied until {day}, and what follows has no end"),
    "overdue": ("Nobody has recorded that they left", "Was to be left on {day}; nobody has recorded that they left"),
    "booked": ("Booked", "Booked from {day}"),
    "preparing": ("Being prepared, with no date", "Being prepared until {day}, and what follows has no end"),
    "out_of_use": ("Out of use, with no date", "Out of use until {day}, and what follows has no end"),
    "closed": ("Closed, with no day of opening again", "Closed until {day}, and what follows has no end"),
    "free_until": ("Spoken for later", "Free until {day}, and what follows has no end"),
    "free": ("Spoken for later", "Free until {day}, and what follows has no end"),
    "no_policy": ("No acceptance policy is recorded for the property", ""),
}

KINDS = {"refuge": "Refuge", "dispersed": "Dispersed home", "specialist": "Specialist accommodation"}

# Why a rule closes a unit: its title says what it asks for.
CLOSED_BY = {
    "danger-zone": "In a danger zone",
    "excluded-area": "In an area where the household cannot live",
    "outside-authority": "In the authority that the household must leave",
    "threat-on-site": "Somebody there may be a threat to the household",
    "is-a-threat": "The household may be a threat to somebody there",
    "kept-apart": "Somebody there must be kept apart from the household",
    "access": "An access need is not met",
    "agreed-kind": "A kind of home not agreed to",
    "declined-before": "A home declined before",
    "place-limit": "Too far from a place that matters",
    "available": "Free too late",
    "boys-age": "Upper age for boys",
    "sex-accepted": "Adults of that sex not taken",
    "support": "More support needed than the service gives",
    "funding": "No way to pay that the service takes",
    "pets": "Pets not taken",
    "people": "Too many people for the home",
    "beds": "Not enough beds or bedrooms",
}

# A scarce feature of a home, in the answer's sentence and in ours.
POINTS_FOR_FEATURES = {
    f"has {slug.replace('_', ' ')}, which somebody else may need": f"{FEATURES[slug]}: somebody else may need it"
    for slug in SCARCE_FEATURES
}

# Where the answer to a rule's question is recorded.
RECORDED_AT = {
    "danger-zone": "households.danger.people",
    "threat-on-site": "households.danger.people",
    "excluded-area": "households.around.areas",
    "outside-authority": "households.around.areas",
    "support": "households.wanting.needs",
    "access": "households.wanting.needs",
    "funding": "households.wanting.money",
    "agreed-kind": "households.wanting.wishes",
    "boys-age": "households.family.people",
    "sex-accepted": "households.family.people",
    "people": "households.family.people",
    "beds": "households.family.people",
}
ASK_THE_SERVICE = "ask the service"
MOST_RULES = 3


def title(rule_id: str) -> str:
    """A rule's title: "Upper age for boys"."""
    return RULES[rule_id].title if rule_id in RULES else rule_id.replace("-", " ").capitalize()


def recorded_at(rule_id: str, text: str) -> str:
    """The endpoint where the answer to a rule's question is recorded; "" where the service has to be asked."""
    return "" if text.startswith(ASK_THE_SERVICE) else RECORDED_AT.get(rule_id, "")


def refusals(refused_by: dict[str, int]) -> list[str]:
    """How many units each rule closed, most first: "Upper age for boys: 3 units"."""
    return [f"{wrong}: {units}" for _, wrong, units in refusals_by_rule(refused_by)]


def refusals_by_rule(refused_by: dict[str, int]) -> list[tuple[str, str, str]]:
    """The same as (rule's id, what is wrong, how many): "boys-age", "Upper age for boys", "3 units"."""
    ordered = sorted(refused_by.items(), key=lambda entry: (-entry[1], entry[0]))
    return [(rule, closed_by(rule), plural(count, "unit")) for rule, count in ordered]


def closed_by(rule_id: str) -> str:
    """What is wrong where a rule refuses: "Free too late"; a rule not in the list by its title."""
    return CLOSED_BY.get(rule_id) or title(rule_id)


def unit_code(home: str, code: str) -> str:
    """A unit by its codes: "R1, unit 4"; by its own alone where that names the property: "R1-4", or a single home."""
    return code if code.startswith(home) else f"{home}, {code}"


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
        "pinned": "somebody pinned it to another household, or a pin in that property leaves no room for this one",
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
    """Why a unit was not in the run, with the day where one is known; `entry` is {"why", "until"}."""
    without, with_day = UNITS_LEFT_OUT[entry["why"]]
    return with_day.format(day=said_date(date.fromisoformat(entry["until"]))) if entry["until"] else without


def unused_unit(entry: dict[str, Any]) -> str:
    """Why nobody was proposed for a unit, in numbers of households; `entry` as runs/unused.py makes it.

    Of the rules, those that close it to most households.
    """
    parts = []
    if entry["suits"]:
        parts.append(
            f"would suit {plural(entry['suits'], 'household')}, placed elsewhere or kept out by who lives there"
        )
    if entry["asks"]:
        parts.append(f"something must be found out first for {plural(entry['asks'], 'household')}")
    refused = sorted(entry["refused_by"].items(), key=lambda each: (-each[1], each[0]))
    parts += [f"{_small(closed_by(rule))} for {plural(count, 'household')}" for rule, count in refused[:MOST_RULES]]
    if len(refused) > MOST_RULES:
        parts.append(f"{plural(len(refused) - MOST_RULES, 'more rule')} for fewer")
    return "; ".join(parts) or "no household is looking for a place"


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
