"""The five priority bands: the facts that they look at, and when each holds. What is urgent comes first.

Source: the council's priority bands (the design's "Priority bands"). Band 5 is also where nothing else holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Answer = bool | None  # yes, no, or not known
HOTEL_BAND = 3
LEAST_URGENT = 5


@dataclass(frozen=True, slots=True)
class Situation:
    """One household's situation on the day it is banded. None is not known.

    `place_known`: where she stays is known to the person of concern. `wrong_kind`: the safe accommodation she is in
    is not the kind she needs. `nights_in_hotel`: in total, over all stays under this application.

    Raises:
        ValueError: a number of nights below nought.
    """

    nowhere_safe_tonight: Answer = None
    high_risk: Answer = None
    place_known: Answer = None
    in_hotel: Answer = None
    in_safe_accommodation: Answer = None
    wrong_kind: Answer = None
    planned_move: Answer = None
    nights_in_hotel: int | None = None
    children_apart: Answer = None
    pregnant: Answer = None

    def __post_init__(self) -> None:
        if self.nights_in_hotel is not None and self.nights_in_hotel < 0:
            raise ValueError("nights in a hotel are counted from nought")


@dataclass(frozen=True, slots=True)
class StepRule:
    """One band: its title, the facts it looks at, and whether it holds (None: that turns on a fact not known)."""

    band: int
    title: str
    facts: tuple[str, ...]
    holds: Callable[[Situation], Answer]


# fact: (how a step shows it, what to do when it is not known)
FACTS = {
    "nowhere_safe_tonight": ("Nowhere safe tonight", "Ask whether she has somewhere safe tonight"),
    "high_risk": ("High risk", "Complete the risk assessment"),
    "place_known": (
        "In a place that the person of concern knows",
        "Ask whether the person of concern knows where she is staying",
    ),
    "in_hotel": ("In a hotel or bed and breakfast", "Ask whether she is in a hotel or bed and breakfast"),
    "in_safe_accommodation": ("In safe accommodation", "Ask whether she is in safe accommodation"),
    "wrong_kind": ("Of the wrong kind for her", "Ask whether it is the kind of accommodation she needs"),
    "planned_move": ("Planned move", "Ask whether a move is planned"),
}
# facts that put a household among the first of the hotel band
FIRST_FACTS = {
    "nights_in_hotel": "Record how many nights she has spent in hotels",
    "children_apart": "Ask whether any of her children have to live apart from her",
    "pregnant": "Ask whether anybody in the household is pregnant",
}


def both(one: Answer, other: Answer) -> Answer:
    """Yes if both are; no as soon as either is no; otherwise not known."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def either(one: Answer, other: Answer) -> Answer:
    """Yes as soon as either is; no if both are no; otherwise not known."""
    if one or other:
        return True
    return None if one is None or other is None else False


STEPS = (
    StepRule(
        1,
        "Nowhere safe tonight, and at high risk",
        ("nowhere_safe_tonight", "high_risk"),
        lambda s: both(s.nowhere_safe_tonight, s.high_risk),
    ),
    StepRule(
        2,
        "Nowhere safe tonight, or at high risk in a place that the person of concern knows",
        ("nowhere_safe_tonight", "high_risk", "place_known"),
        lambda s: either(s.nowhere_safe_tonight, both(s.high_risk, s.place_known)),
    ),
    StepRule(HOTEL_BAND, "In a hotel or bed and breakfast", ("in_hotel",), lambda s: s.in_hotel),
    StepRule(
        4,
        "In safe accommodation of the wrong kind",
        ("in_safe_accommodation", "wrong_kind"),
        lambda s: both(s.in_safe_accommodation, s.wrong_kind),
    ),
    StepRule(LEAST_URGENT, "Planned move", ("planned_move",), lambda s: s.planned_move),
)


def first_band(situation: Situation) -> int:
    """The most urgent band known to hold; the least urgent where none is."""
    return next((rule.band for rule in STEPS if rule.holds(situation)), LEAST_URGENT)
