"""The closed vocabularies of a problem document, and how facts remember what they work out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Generic, Self, TypeVar, overload

Owner = TypeVar("Owner")
Fact = TypeVar("Fact")

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
    """Room beside the slots of a frozen class for facts worked out once."""

    __slots__ = ("__dict__",)


class WorkedOut(Generic[Owner, Fact]):
    """A fact worked out from others the first time that it is asked for; like cached_property, without its lock."""

    def __init__(self, work_out: Callable[[Owner], Fact]) -> None:
        self.work_out, self.__doc__ = work_out, work_out.__doc__
        self.name = work_out.__name__

    @overload
    def __get__(self, instance: None, owner: type[Owner]) -> Self: ...

    @overload
    def __get__(self, instance: Owner, owner: type[Owner]) -> Fact: ...

    def __get__(self, instance: Owner | None, owner: type[Owner]) -> Self | Fact:
        """The fact of an instance, kept beside it from now on; of the class, this description."""
        if instance is None:
            return self
        fact = instance.__dict__[self.name] = self.work_out(instance)
        return fact


worked_out = WorkedOut  # a decorator, and named as one
