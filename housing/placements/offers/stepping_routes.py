"""Taking the last answer back, for each side; and that a household which was expected has not come."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from housing import clock
from housing.access import current_actor, requires
from housing.placements.offers.absent import record_not_come
from housing.placements.offers.blueprint import blueprint
from housing.placements.offers.stepping import step_back_for_council, step_back_for_provider
from housing.refusals import Refused

DONE = "The last answer is taken back. Both it and this stay in what happened"


@blueprint.post("/offers/<uuid:offer_id>/step-back")
@requires("offer.answer_for_her")
def step_back(offer_id: UUID) -> ResponseReturnValue:
    """Take back what she said, or the withdrawal."""
    try:
        step_back_for_council(offer_id=offer_id, by=current_actor(), now=clock.now())
        flash(f"{DONE}. The provider has been told", "success")
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("offers.show", offer_id=offer_id), 303)


@blueprint.post("/referrals/<uuid:offer_id>/step-back")
@requires("referral.answer")
def step_back_answer(offer_id: UUID) -> ResponseReturnValue:
    """Take back the provider's own answer."""
    try:
        step_back_for_provider(offer_id=offer_id, by=current_actor(), now=clock.now())
        flash(f"{DONE}. The council has been told", "success")
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("offers.referral", offer_id=offer_id), 303)


@blueprint.post("/referrals/<uuid:offer_id>/not-come")
@requires("stay.record")
def not_come(offer_id: UUID) -> ResponseReturnValue:
    """They were expected, and have not come."""
    try:
        record_not_come(offer_id=offer_id, by=current_actor(), now=clock.now())
        flash("The council has been told, and finds out how she is. The place stays theirs until then", "success")
    except Refused as refused:
        flash(str(refused))
    return redirect(url_for("offers.referral", offer_id=offer_id), 303)
