"""Pins, bans and what they cost, in words for people. What concerns another household never says which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from housing.placements.matching import words
from housing.web.filters import plural

DOES = {"pin": "Pinned", "ban": "Not to be proposed"}
ACTS = {"pin": "pin", "ban": "ban"}

# Why a run went without a pin; {rules} and {unit} are filled in.
NOT_HONOURED = {
    "over": "it has run out",
    "offer_open": "the household has an offer that waits for an answer",
    "no_people": "nobody is recorded in the household yet",
    "no_kind": "the household has not agreed to any kind of home",
    "parked": "the household waits until a day, after saying no to an offer",
    "not_seeking": "the household is not looking for a place now",
    "not_free": "the unit is not free: {unit}",
    "gone": "the unit is not in the council's stock any more",
    "rules": "a rule closes the unit to this household: {rules}",
    "asks": "something has to be found out first: {rules}",
    "side": "it cannot be honoured together with who lives there and with the pins made before it: {rules}",
    "matcher": "it cannot be honoured together with the pins made before it",
}
APART = "two households must be kept apart"


def why_not_honoured(entry: Mapping[str, Any]) -> str:
    """Why a run went without a pin; `entry` as `NotHonoured.as_counted` makes it."""
    named = words.title if entry["why"] == "asks" else words.closed_by
    side = entry["why"] == "side"
    rules = (_side(key) if side else _small(named(key)) for key in entry["rules"])
    unit = words.left_out_unit({"why": entry["unit"], "until": entry["until"]}) if entry["unit"] else ""
    return NOT_HONOURED[entry["why"]].format(rules="; ".join(rules), unit=_small(unit))


def levels(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """The levels of the objective that people compare: households always, others where they differ; points apart."""
    found = [("Households with a proposal", sum(before["placed_by_band"]), sum(after["placed_by_band"]))]
    found += _by_band("Of them in band {}", before["placed_by_band"], after["placed_by_band"])
    found += _by_band(
        "Days waited by those in band {} with a proposal", before["days_waited_by_band"], after["days_waited_by_band"]
    )
    if before["kept"] != after["kept"]:
        found.append(("Households that keep the unit proposed before", before["kept"], after["kept"]))
    return found


def points(cost: Mapping[str, Any]) -> str:
    """By how much the points rise or fall: "40 points more"; never how many where they would tell how far a refuge is.

    `cost` as `Cost.as_stored` makes it. The sum itself is never said: it holds everybody's distances (ADR 40).
    """
    if not cost["way"]:
        return ""
    way = "more" if cost["way"] > 0 else "fewer"
    return f"{way} points" if cost["points"] is None else f"{plural(abs(cost['points']), 'point')} {way}"


def cost_in_short(cost: Mapping[str, Any]) -> str:
    """What a pin or a ban cost when it was confirmed: "1 household loses its proposal, 40 points more"."""
    counted = (
        (cost["lose"], "loses its proposal", "lose their proposals"),
        (cost["gain"], "gets a proposal", "get proposals"),
        (cost["elsewhere"], "gets another unit", "get other units"),
    )
    parts = [f"{plural(count, 'household')} {one if count == 1 else many}" for count, one, many in counted if count]
    return ", ".join(part for part in (*parts, points(cost)) if part) or "nothing"


def _by_band(said: str, before: list[int], after: list[int]) -> list[tuple[str, int, int]]:
    pairs = enumerate(zip(before, after, strict=True), start=1)
    return [(said.format(band), one, other) for band, (one, other) in pairs if one != other]


def _side(key: str) -> str:
    return APART if key == "apart" else words.cap(key)


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
