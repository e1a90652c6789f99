"""A provider's referrals: what waits, one referral with what is needed to decide it, the answer, the arrival."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.households.models import Household
from housing.placements.offers import deciding, living, queries, services, story
from housing.placements.offers.blueprint import blueprint
from housing.placements.offers.forms import ArrivalForm, DeclineForm
from housing.placements.reasons.listing import listed_reasons
from housing.presentations.funding.billing import bill_of
from housing.refusals import Refused
from pathway.consequences import Side


@blueprint.get("/referrals")
@requires("referral.answer")
def referrals() -> ResponseReturnValue:
    """Referrals to own units: what waits, and by when."""
    with db.reading() as session:
        found = queries.referrals(session, current_actor())
    return render_template(
        "placements/offers/referrals.html",
        waiting=[each for each in found if each.waits_for_provider],
        going_on=[each for each in found if each.state.open and not each.waits_for_provider],
        ended=[each for each in found if not each.state.open],
        now=clock.now(),
    )


@blueprint.get("/referrals/<uuid:offer_id>")
@requires("referral.answer")
def referral(offer_id: UUID) -> ResponseReturnValue:
    """One referral."""
    return _page(offer_id)


@blueprint.post("/referrals/<uuid:offer_id>/contact")
@requires("referral.answer")
def contact(offer_id: UUID) -> ResponseReturnValue:
    """Show how to reach her, once both sides have accepted; it is recorded who looked."""
    try:
        reached = services.disclose_contact(offer_id=offer_id, by=current_actor(), now=clock.now())
    except Refused as refused:
        flash(str(refused))
        return _back(offer_id)
    return _page(offer_id, reached=reached)


@blueprint.post("/referrals/<uuid:offer_id>/accept")
@requires("referral.answer")
def accept(offer_id: UUID) -> ResponseReturnValue:
    """The provider says yes."""
    actor, now = current_actor(), clock.now()
    try:
        services.answer_for_provider(offer_id=offer_id, accept=True, reason=None, words=None, by=actor, now=now)
        flash("You have accepted the referral. The council has been told", "success")
    except Refused as refused:
        flash(str(refused))
    return _back(offer_id)


@blueprint.route("/referrals/<uuid:offer_id>/decline", methods=["GET", "POST"])
@requires("referral.answer")
def decline(offer_id: UUID) -> ResponseReturnValue:
    """The provider says no, with a reason that the statutory return counts."""
    actor = current_actor()
    form = DeclineForm()
    with db.reading() as session:
        standing = queries.referral(session, actor, offer_id)
        listed = listed_reasons(session, Side.PROVIDER, standing.offer.authority_code, on=clock.today())
    form.reason.options = listed.options()
    if form.validate_on_submit() and not form.suggests(listed.labels, listed.says):
        try:
            services.answer_for_provider(
                offer_id=offer_id, accept=False, reason=form.reason.data, words=form.words.data, by=actor,
                now=clock.now(),
            )  # fmt: skip
            flash("You have declined the referral. The council has been told", "success")
            return redirect(url_for("offers.referrals"), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("placements/offers/decline.html", form=form, offer=standing.offer)


@blueprint.route("/referrals/<uuid:offer_id>/arrival", methods=["GET", "POST"])
@requires("stay.record")
def arrival(offer_id: UUID) -> ResponseReturnValue:
    """They have arrived."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        standing = queries.referral(session, actor, offer_id)
    form = ArrivalForm(today=clock.day_of(now), data={"arrived_on": clock.day_of(now)})
    if form.validate_on_submit():
        try:
            services.record_arrival(offer_id=offer_id, arrived_on=form.arrived_on.data, by=actor, now=now)
            flash("The arrival is recorded. The council has been told", "success")
            return redirect(url_for("stays.of_unit", unit_id=standing.offer.unit_id), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("placements/offers/arrival.html", form=form, offer=standing.offer)


@blueprint.get("/units/<uuid:unit_id>/referral")
@requires("referral.answer")
def of_unit(unit_id: UUID) -> ResponseReturnValue:
    """On to the referral that a unit is held for."""
    with db.reading() as session:
        found = queries.referral_of_unit(session, current_actor(), unit_id)
    return _back(found)


def _page(offer_id: UUID, reached: services.Reached | None = None) -> str:
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        standing = queries.referral(session, actor, offer_id)
        offer = standing.offer
        said = deciding.lists(session, offer.authority_code)
        today = clock.day_of(now)
        facts = [] if standing.is_over else deciding.facts(offer, said, today=today)
        if not (standing.is_over or standing.stays):
            facts += living.rows(session, offer, on=today)
        events = story.told(session, offer, to_provider=True)
        bill = bill_of(session, offer.household, cleared=standing.is_cleared, now=now) if facts else None
        household = queries.cleared(session, offer) if standing.is_cleared else None
        methods = codes.choices(session, "contact_method", offer.authority_code)
    audit.record_reading(
        actor, "household.read" if household else "referral.read", ("household", offer.household_id), now=now
    )
    return render_template(
        "placements/offers/referral.html",
        standing=standing,
        offer=offer,
        facts=facts,
        bill=bill,
        events=events,
        household=household,
        safe_ways=_safe_ways(household, methods),
        reached=reached,
        now=now,
        today=today,
    )


def _safe_ways(household: Household | None, methods: Mapping[str, str]) -> str:
    if household is None or household.safe_contact is None:
        return ""
    return ", ".join(methods.get(slug, slug) for slug in household.safe_contact.methods)


def _back(offer_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("offers.referral", offer_id=offer_id), 303)
