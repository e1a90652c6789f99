"""Where a property stands: its ward and its point, from the postcodes that the council has loaded, or as somebody says.

A wrong point can put a family in reach of whoever they fled, so a ward's middle never stands for a property: where the
postcode is not known, the grid reference is asked for and compared with the ward.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.codes import setting
from housing.places.models import Postcode, Ward
from housing.places.stock.grid import read_grid
from housing.refusals import Refused

METRES = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """Where somebody says that a property is: `ward_code` and `grid` only where Haven does not know the postcode."""

    postcode: str
    ward_code: str | None = None
    grid: str | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where it is: metres on the British National Grid, and the ward with its council."""

    easting: int
    northing: int
    ward: Ward


class NotLoaded(Refused):
    """The postcode, or its ward, is not among those that the council has loaded: ward and grid reference are asked."""


def locate(session: Session, said: Said, *, on: date) -> Whereabouts:
    """The ward and the point of a property.

    Raises:
        NotLoaded: Haven does not know the postcode, and the ward or the grid reference is missing.
        Refused: the grid reference cannot be read, or is far from the ward that was selected.
    """
    found = session.get(Postcode, said.postcode) or session.get(Postcode, said.postcode.replace(" ", ""))
    ward = session.get(Ward, found.ward_code) if found and found.ward_code else None
    if found and ward:
        return Whereabouts(found.easting, found.northing, ward)
    ward = session.get(Ward, said.ward_code) if said.ward_code else None
    if ward is None:
        raise NotLoaded(f"Select the ward. Haven does not know in which one {said.postcode} lies", field="ward_code")
    if found:
        return _near(session, found.easting, found.northing, ward, "ward_code", on)
    if not said.grid:
        raise NotLoaded(f"Enter the grid reference. Haven does not know where {said.postcode} is", field="grid")
    point = read_grid(said.grid)
    if point is None:
        raise Refused("Grid reference must have 2 letters and 8 figures or more, like SK 4283 9287", field="grid")
    return _near(session, *point, ward, "grid", on)


def _near(session: Session, easting: int, northing: int, ward: Ward, field: str, on: date) -> Whereabouts:
    """The point, where it lies within the distance of the ward's middle that the council has set."""
    most = setting(session, "property.ward_most_km", authority=ward.authority_code, on=on)
    away = ((easting - ward.easting) ** 2 + (northing - ward.northing) ** 2) ** 0.5
    if away > most * METRES:
        sentence = (
            f"That is {away / METRES:.0f} km from the middle of {ward.name}. Check the grid reference and the ward"
        )
        raise Refused(sentence, field=field)
    return Whereabouts(easting, northing, ward)


def wards(session: Session, authority: str) -> dict[str, str]:
    """The council's wards as {code: name}, by name."""
    query = select(Ward.code, Ward.name).where(Ward.authority_code == authority).order_by(Ward.name)
    return dict(session.execute(query).all())
