"""One blueprint for the provider's stock (/units, /properties) and the council's vacancies (/vacancies)."""

from __future__ import annotations

from flask import Blueprint, request, url_for

from housing.access import current_actor
from housing.places.rooms import rooms
from housing.web import Link

blueprint = Blueprint("places", __name__)


@blueprint.app_template_global("rooms_of_places")
def rooms_of_places() -> list[Link]:
    """The pages about places beside this one, for whoever is asking: for templates/places/rooms.html."""
    return rooms(may=current_actor().may, here=request.endpoint, href=url_for)
