"""Asked and none is an answer; not asked is not: what a household was asked about whose answer may be empty."""

from __future__ import annotations

from collections.abc import Sequence

from housing.households.models import Household

ASKABLE = ("births", "access_needs", "pets", "preferred_services", "funding", "accepts", "excluded", "overnight")


def was_asked(household: Household, name: str) -> bool:
    """Whether she was asked about one of ASKABLE; an answer that is not empty was asked for."""
    if name in household.asked:
        return True
    return name not in ("births", "excluded", "overnight") and bool(getattr(household, name))


def mark(household: Household, name: str, *, answered: bool) -> None:
    """Note that she was asked, or take it back where the answer was removed."""
    if name not in ASKABLE:
        raise KeyError(name)
    kept = [other for other in household.asked if other != name]
    household.asked = sorted([*kept, name] if answered else kept)


def put_list(household: Household, name: str, answer: Sequence[str] | None) -> list[str]:
    """Store a list answer; None is "not asked". The names of the fields that changed."""
    before = (list(getattr(household, name)), was_asked(household, name))
    setattr(household, name, list(answer or ()))
    mark(household, name, answered=answer is not None)
    return [name] if before != (list(answer or ()), answer is not None) else []
