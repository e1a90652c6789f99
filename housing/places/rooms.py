"""The pages about places, beside one another: one sub-navigation for the provider's staff and the council's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from housing.web import Link, Place, navigation

# In the order in which they stand. A page of a room marks its own by the beginning of its endpoint (`covers`).
ROOMS: Sequence[Place] = (
    Place("unit.manage", "places.own_units", "My units", covers=("places.unit", "places.property")),
    Place("vacancy.see", "places.vacancies", "Vacancies"),
    Place("places.see", "places.occupancy", "Calendar"),
    Place("unit.manage", "places.properties", "Properties"),
    Place("unit.manage", "places.compliance", "Safety checks"),
    Place("unit.manage", "places.contracts", "Contracts", covers=("places.contract",)),
    Place("stock.see", "places.providers", "Providers"),
    Place("places.count", "places.by_area", "Areas"),
    Place("places.see", "places.forecast", "Forecast"),
    Place("places.see", "places.borough", "Map"),
    Place("places.see", "closing.index", "Closings", covers=("closing.",)),
    Place("places.see", "places.voids", "Voids", covers=("places.void", "places.change_void", "places.cancel_void")),
    Place("unit.manage", "gaps.own", "Voids and gaps"),
    Place("separation.keep", "separations.index", "Kept apart", covers=("separations.",)),
    Place("unit.manage", "places.spreadsheet", "By spreadsheet", covers=("places.spreadsheet",)),
    Place("vacancy.see", "places.council_spreadsheet", "Stock as a file"),
)


def rooms(*, may: Callable[[str], bool], here: str | None, href: Callable[[str], str]) -> list[Link]:
    """The rooms that this person may enter, the one of this page marked; none where there is only one."""
    links = navigation(ROOMS, may=may, here=here, href=href, count=lambda _name: 0)
    return links if len(links) > 1 else []
