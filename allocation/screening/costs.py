"""The cost of every pair at once, by the same small functions as `allocation.preferences`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from allocation.facts import Household, Unit
from allocation.preferences import by_and_for_points, kind_points, scarce_points, spare_bedroom_points
from allocation.screening.columns import Codes, grouped

Points = NDArray[np.int64]


class Costs:
    """Tables of the terms that do not depend on distance, over groups alike."""

    def __init__(self, households: Sequence[Household], units: Sequence[Unit]) -> None:
        self.tables = [
            _table(households, ("accepts",), units, ("kind",), lambda h, u: kind_points(h.accepts, u.kind)),
            _table(
                households,
                ("preferred_services",),
                units,
                ("services",),
                lambda h, u: by_and_for_points(h.preferred_services, u.services),
            ),
            _table(
                households,
                ("access_needs",),
                units,
                ("scarce",),
                lambda h, u: scarce_points(u.scarce, h.access_needs),
            ),
            _table(
                households,
                ("sleepers",),
                units,
                ("bedrooms_counted", "sleeping"),
                lambda h, u: spare_bedroom_points(h.fewest_bedrooms, u.bedrooms_counted, u.sleeping),
            ),
        ]

    def add_to(self, cost: Points, rows: slice) -> None:
        """Add the terms to the costs of some households."""
        for households, units, table in self.tables:
            if table.any():
                cost += table[households[rows]][:, units]


def _table(
    households: Sequence[Household],
    of_household: Sequence[str],
    units: Sequence[Unit],
    of_unit: Sequence[str],
    points: Callable[[Household, Unit], int],
) -> tuple[Codes, Codes, Points]:
    homes, places = grouped(households, of_household), grouped(units, of_unit)
    rows = [[points(household, unit) for unit in places.firsts] for household in homes.firsts]
    table = np.array(rows, np.int64).reshape(len(homes.firsts), len(places.firsts))
    return homes.codes, places.codes, table
