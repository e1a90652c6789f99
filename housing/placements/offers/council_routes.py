"""The council's offers: which are open, one offer with who did what, her answer, withdrawing, the address."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.placements.matching.settling import of_homes
from housing.placements.models import Offer
from housing.placements.offers import cascade, freed, naming, queries, services, story
from housing.placements.offers.blueprint import blueprint
from housing.placements.offers.disclosing import may_see_address
from housing.placements.offers.forms import HerAnswerForm, NameForm, WithdrawForm
from housing.placements.offers.fresh.confirming import of_offer
from housing.placements.offers.telling import provider_staff
from housing.placements.reasons.listing import listed_reasons
from housing.placements.reasons.setting import SET
from housing.placements.suitability.services import newest
from housing.placements.transfers.services import stay_of, transfer_of
from housing.presentations.funding.offering import BeforeOffer, before_offer
from housing.refusals import Refused
from pathway.consequences import Side


@blueprint.get("/offers")
@requires("offer.make")
def index() -> ResponseReturnValue:
    """Open offers, the one that lapses first at the top; and those whose time has just been over."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        found = queries.open_offers(session, actor)
        lapsed = freed.lapsed_lately(session, actor, now)
    return render_template("placements/offers/index.html", offers=found, lapsed=lapsed, now=now, may_set=actor.may(SET))


@blueprint.get("/offers/<uuid:offer_id>")
@requires("offer.make")
def show(offer_id: UUID) -> ResponseReturnValue:
    """One offer."""
    return _page(offer_id)


@blueprint.post("/offers/<uuid:offer_id>/address")
@requires("offer.answer_for_her")
def address(offer_id: UUID) -> ResponseReturnValue:
    """Show the address, once both sides have accepted; it is recorded who looked."""
    try:
        shown = services.disclose_address(offer_id=offer_id, by=current_actor(), now=clock.now())
    except Refused as refused:
        flash(str(refused))
        return _back(offer_id)
    return _page(offer_id, shown=shown)


@blueprint.route("/offers/<uuid:offer_id>/answer", methods=["GET", "POST"])
@requires("offer.answer_for_her")
def answer(offer_id: UUID) -> ResponseReturnValue:
    """Record what she said."""
    form = HerAnswerForm()
    offer = _offer(offer_id)
    with db.reading() as session:
        listed = listed_reasons(session, Side.HERS, offer.authority_code, on=clock.today())
    form.reason.options = listed.options(with_consequences=True)
    if form.validate_on_submit() and not form.suggests(listed.labels, listed.says):
        try:
            services.answer_for_her(
                offer_id=offer_id, accept=form.answer.data == "yes", reason=form.reason.data, words=form.words.data,
                by=current_actor(), now=clock.now(),
            )  # fmt: skip
            flash("What she said is recorded. The provider has been told", "success")
            return _back(offer_id)
        except Refused as refused:
            form.blame(refused)
    return render_template("placements/offers/her_answer.html", form=form, offer=offer)


@blueprint.route("/offers/<uuid:offer_id>/withdraw", methods=["GET", "POST"])
@requires("offer.make")
def withdraw(offer_id: UUID) -> ResponseReturnValue:
    """Take an offer back."""
    form, now = WithdrawForm(), clock.now()
    with db.reading() as session:
        standing = queries.offer(session, current_actor(), offer_id)
        offer = standing.offer
        labels = codes.choices(session, "withdrawal_reason", offer.authority_code)
        effects = cascade.effects(session, current_actor(), offer, now=now) if standing.state.open else ()
    form.reason.options = Option.each(labels.items())
    if form.validate_on_submit() and not form.suggests(labels, {}):
        try:
            services.withdraw_offer(
                offer_id=offer_id, reason=form.reason.data, words=form.words.data, seen=form.seen.data or "",
                by=current_actor(), now=now,
            )  # fmt: skip
            flash(f"The offer of {offer.unit.code} is withdrawn. The unit is free again", "success")
            return _back(offer_id)
        except Refused as refused:
            form.blame(refused)
    form.show(cascade.key(effects))
    return render_template("placements/offers/withdraw.html", form=form, offer=offer, effects=effects)


@blueprint.route("/offers/<uuid:offer_id>/provider", methods=["GET", "POST"])
@requires("offer.make")
def provider(offer_id: UUID) -> ResponseReturnValue:
    """Name who at the provider may see the referral of a restricted case."""
    form, now = NameForm(), clock.now()
    offer = _offer(offer_id)
    with db.reading() as session:
        able = naming.nameable(
            session, offer.unit.property.organisation_id, offer.household_id, today=clock.day_of(now)
        )
    form.account.options = Option.each(able.items())
    if form.validate_on_submit():
        try:
            services.name_at_provider(offer_id=offer_id, account_id=form.account.data, by=current_actor(), now=now)
            flash("They can see the referral now, and have been told that it waits", "success")
            return _back(offer_id)
        except Refused as refused:
            form.blame(refused)
    return render_template("placements/offers/provider.html", form=form, offer=offer, able=able)


def _offer(offer_id: UUID) -> Offer:
    with db.reading() as session:
        return queries.offer(session, current_actor(), offer_id).offer


def _page(offer_id: UUID, shown: services.Address | None = None) -> str:
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        standing = queries.offer(session, actor, offer_id)
        events = story.told(session, standing.offer, to_provider=False)
        confirmed = of_offer(session, offer_id)
        home_id = standing.offer.unit.property_id
        settle = of_homes(session, [home_id], on=clock.day_of(now)).get(home_id, [])
        reasoned = newest(session, offer_id)
        transfer, lives_in = transfer_of(session, offer_id), stay_of(session, standing.offer.household_id)
        nights = _nights(session, standing, today=clock.day_of(now))
        unseen = standing.waits_for_provider and not provider_staff(session, standing.offer, now=now)
    offer = standing.offer
    audit.record_reading(actor, "offer.read", ("household", offer.household_id), now=now)
    return render_template(
        "placements/offers/show.html",
        standing=standing,
        offer=offer,
        events=events,
        confirmed=confirmed,
        reasoned=reasoned,
        transfer=transfer,
        lives_in=lives_in,
        unseen=unseen,
        shown=shown,
        may_show=may_see_address(
            standing.state, has_left=not standing.state.open and not standing.stays, home=offer.unit.property
        ),
        settle=settle,
        nights=nights,
        now=now,
    )


def _nights(session: Session, standing: queries.Standing, *, today: date) -> BeforeOffer | None:
    """Who pays for the nights of this offer against what the unit costs, while it is open or she lives there."""
    offer = standing.offer
    if not (standing.state.open or standing.stays):
        return None
    begins = offer.hold.during.lower or today
    return before_offer(session, offer.household, from_on=begins, today=today, weekly=offer.unit.weekly_charge)


def _back(offer_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("offers.show", offer_id=offer_id), 303)
