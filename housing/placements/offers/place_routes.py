"""What the place is like, for the council's staff once the address may be shown: how it is, and its photographs."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import audit, clock, db
from housing.access import Actor, NotFound, current_actor, requires
from housing.placements.models import Offer
from housing.placements.offers import queries
from housing.placements.offers.blueprint import blueprint
from housing.placements.offers.disclosing import may_see_address
from housing.places.photographs import queries as photographs
from housing.places.photographs.routes import as_picture
from housing.places.stock import queries as stock
from housing.places.stock import words
from housing.places.stock.describing import description_on

NOT_YET = "What the place is like is shown once both sides have accepted, and until she leaves."


@blueprint.get("/offers/<uuid:offer_id>/place")
@requires("offer.answer_for_her")
def place(offer_id: UUID) -> ResponseReturnValue:
    """How the place is, and its photographs; not its address, which is asked for on the offer's page."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        offer, may = _offer(session, actor, offer_id)
        if not may:
            flash(NOT_YET)
            return redirect(url_for("offers.show", offer_id=offer_id), 303)
        home = offer.unit.property
        row = description_on(stock.descriptions(session, home.id), clock.day_of(now))
        described = words.described(row, stock.lists(session, home.authority_code)) if row else {}
        pictures = photographs.of_unit(session, home.id, offer.unit_id)
    audit.record_reading(actor, "place.read", ("offer", offer_id), now=now)
    described.pop("Notes", None)
    return render_template("placements/offers/place.html", offer=offer, described=described, pictures=pictures)


@blueprint.get("/offers/<uuid:offer_id>/photographs/<uuid:photograph_id>")
@requires("offer.answer_for_her")
def photograph(offer_id: UUID, photograph_id: UUID) -> ResponseReturnValue:
    """One photograph of the place; it is recorded who looked."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        offer, may = _offer(session, actor, offer_id)
        if not may:
            raise NotFound("photograph")
        content = photographs.bytes_of_unit(session, offer.unit.property_id, offer.unit_id, photograph_id)
    audit.record_reading(actor, "photograph.seen", ("photograph", photograph_id), now=now)
    return as_picture(content)


def _offer(session: Session, actor: Actor, offer_id: UUID) -> tuple[Offer, bool]:
    """An offer within the actor's reach, and whether the place may be shown by it."""
    standing = queries.offer(session, actor, offer_id)
    has_left = not standing.state.open and not standing.stays
    return standing.offer, may_see_address(standing.state, has_left=has_left, home=standing.offer.unit.property)
