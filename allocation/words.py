"""The closed vocabularies of a problem document, and how facts remember what they work out."""

from __future__ import annotations

from datetime import date

KINDS = ("refuge", "dispersed", "specialist")
SEXES = ("female", "male", "other")
SUPPORT_LEVELS = ("low", "medium", "high", "very_high")
ROLES = ("adult", "child")
SLEEPING_RULES = ("room_standard", "size_criteria")
SCARCE_FEATURES = ("wheelchair", "level_access_shower", "hearing_alerts", "visual_alerts", "adapted_kitchen")
ACCESS_NEEDS = (*SCARCE_FEATURES, "step_free", "ground_floor")
OLDEST = 120  # years: the greatest age that a document admits
RECOURSE = frozenset({"housing_benefit", "universal_credit"})


def whole_years(born: date, on: date) -> int:
    """Age in whole years; a 29 February birthday falls on 1 March in a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class Remembers:
    """Room beside the slots of a frozen class for facts worked out once (`cached_property`)."""

    __slots__ = ("__dict__",)
