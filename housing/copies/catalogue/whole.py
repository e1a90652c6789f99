"""The whole catalogue, by table; a table that stands in it twice is a fault."""

from __future__ import annotations

from collections.abc import Iterable

from housing.copies.catalogue.between import BETWEEN_SERVICES
from housing.copies.catalogue.case import CASE
from housing.copies.catalogue.entries import ByHand, Given, Left
from housing.copies.catalogue.homes import HOMES
from housing.copies.catalogue.kept_back import BY_HAND, LEFT
from housing.copies.catalogue.safety import SAFETY

EVERY: tuple[Given | ByHand | Left, ...] = (*CASE, *SAFETY, *HOMES, *BETWEEN_SERVICES, *BY_HAND, *LEFT)
GIVEN = tuple(each for each in EVERY if isinstance(each, Given))


def by_table(entries: Iterable[Given | ByHand | Left]) -> dict[str, Given | ByHand | Left]:
    """The entries by their table.

    Raises:
        ValueError: a table stands in it twice.
    """
    found: dict[str, Given | ByHand | Left] = {}
    for each in entries:
        if each.table in found:
            raise ValueError(f"{each.table} stands in the catalogue twice")
        found[each.table] = each
    return found


CATALOGUE = by_table(EVERY)
