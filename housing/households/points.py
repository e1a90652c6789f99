"""Where somewhere is: a postcode's point, or a ward's middle where the postcode is not known. National Grid metres."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.households.models import ConcernPlace, NearPlace
from housing.places.models import Postcode, Ward
from housing.refusals import Refused


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the grid; `postcode` None where it is the middle of a ward."""

    easting: int
    northing: int
    postcode: str | None = None


def locate(session: Session, *, postcode: str | None, ward_code: str | None) -> Point:
    """The point of a postcode if one is given, else the middle of the ward.

    Raises:
        Refused: neither is given, or Haven does not have it.
    """
    if postcode:
        found = session.scalar(select(Postcode).where(Postcode.code.in_((postcode, postcode.replace(" ", "")))))
        if found is None:
            raise Refused("We do not have this postcode. Choose the ward instead, further down.", field="postcode")
        return Point(found.easting, found.northing, postcode)
    ward = session.get(Ward, ward_code) if ward_code else None
    if ward is None:
        raise Refused("Enter a postcode, or choose a ward.", field="postcode")
    return Point(ward.easting, ward.northing)


def wards(session: Session, authority: str) -> dict[str, str]:
    """The council's wards as {code: name}, by name."""
    query = select(Ward.code, Ward.name).where(Ward.authority_code == authority).order_by(Ward.name)
    return dict(session.execute(query).all())


def described(session: Session, places: Iterable[ConcernPlace | NearPlace]) -> dict[tuple[int, int], str]:
    """What to call points that were given by ward: {(easting, northing): "North ward"}, in one query."""
    eastings = {place.easting for place in places if place.postcode is None}
    found = session.scalars(select(Ward).where(Ward.easting.in_(eastings))) if eastings else ()
    return {(ward.easting, ward.northing): f"{ward.name} ward" for ward in found}
