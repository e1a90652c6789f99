"""Deciding on a proposal: accept at once, offer another unit, or hold back."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, db
from housing.access import Actor, current_actor, requires
from housing.forms import HavenForm, Option
from housing.placements.matching.blueprint import blueprint
from housing.placements.matching.decisions.forms import AnotherForm, HoldBackForm
from housing.placements.matching.decisions.services import (
    AlreadyDecided,
    decide_accept,
    decide_another,
    decide_hold_back,
)
from housing.placements.matching.fresh import since_confirmed, to_confirm
from housing.placements.matching.options.queries import Option as UnitOption
from housing.placements.matching.options.queries import OptionsPage, look
from housing.placements.matching.runs import queries
from housing.placements.matching.words import unit_code
from housing.placements.models import Proposal
from housing.placements.offers.fresh.confirming import NotConfirmed
from housing.placements.offers.fresh.forms import ConfirmForm
from housing.refusals import Refused
from housing.web.filters import short_date

DECIDE = "proposal.decide"


@blueprint.post("/matching/proposals/<uuid:proposal_id>/accept")
@requires(DECIDE)
def accept(proposal_id: UUID) -> ResponseReturnValue:
    """Accept; where somebody was first or the facts have changed, say so and lead on to the next best."""
    try:
        decide_accept(proposal_id=proposal_id, by=current_actor(), now=clock.now())
    except AlreadyDecided as decided:
        flash(str(decided), "important")
        return _after(current_actor())
    except NotConfirmed:
        return redirect(url_for("matching.confirm_first", proposal_id=proposal_id), 303)
    except Refused as refused:
        flash(str(refused), "important")
        return redirect(url_for("matching.another", proposal_id=proposal_id), 303)
    flash("The unit is held and the provider has been asked", "success")
    return _after(current_actor())


@blueprint.route("/matching/proposals/<uuid:proposal_id>/confirm-first", methods=["GET", "POST"])
@requires(DECIDE)
def confirm_first(proposal_id: UUID) -> ResponseReturnValue:
    """Nobody has confirmed the proposed unit lately: telephone, or say why you go on, and accept with that."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        proposal = queries.proposal(session, actor, proposal_id, DECIDE)
        since = since_confirmed(session, proposal.unit, now=now)
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            decide_accept(proposal_id=proposal_id, by=actor, now=now, confirming=form.confirming())
            flash("The unit is held and the provider has been asked", "success")
            return _after(actor)
        except Refused as refused:
            form.blame(refused)
    return _show("confirm_first", actor, proposal, None, form, since=since)


@blueprint.route("/matching/proposals/<uuid:proposal_id>/another", methods=["GET", "POST"])
@requires(DECIDE)
def another(proposal_id: UUID) -> ResponseReturnValue:
    """The other units that would do at this moment, best first, and why one of them is chosen."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        proposal = queries.proposal(session, actor, proposal_id, DECIDE)
        options = look(session, actor, proposal.household_id, now=now, permission=DECIDE)
        stale = to_confirm(session, options.every_unit, now=now)
    form = AnotherForm()
    if not form.unit_id.chosen & stale.keys():
        form.without_confirming()
    listed = [_option(each, stale) for each in options.suits if each.unit.id != str(proposal.unit_id)]
    form.unit_id.options = [*listed, *_gone_since(options, form.unit_id.chosen, listed)]
    if form.validate_on_submit():
        try:
            decide_another(
                proposal_id=proposal_id, confirming=form.confirming(), by=actor, now=now,
                **form.answers("unit_id", "reason"),
            )  # fmt: skip
            flash("The unit is held and the provider has been asked", "success")
            return _after(actor)
        except Refused as refused:
            form.blame(refused, {"unit": "unit_id"})
    form.unit_id.options = listed
    return _show("another", actor, proposal, options, form)


@blueprint.route("/matching/proposals/<uuid:proposal_id>/hold-back", methods=["GET", "POST"])
@requires(DECIDE)
def hold_back(proposal_id: UUID) -> ResponseReturnValue:
    """Why the proposed unit is not offered now."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        proposal = queries.proposal(session, actor, proposal_id, DECIDE)
    form = HoldBackForm()
    if form.validate_on_submit():
        try:
            decide_hold_back(proposal_id=proposal_id, by=actor, now=now, **form.answers())
            flash("The proposal is held back", "success")
            return _after(actor)
        except Refused as refused:
            form.blame(refused)
    return _show("hold_back", actor, proposal, None, form)


def _show(
    template: str, actor: Actor, proposal: Proposal, options: OptionsPage | None, form: HavenForm, since: str = ""
) -> ResponseReturnValue:
    audit.record_reading(actor, "proposal.read", proposal, now=clock.now())
    return render_template(
        f"placements/matching/{template}.html",
        proposal=proposal,
        proposed=unit_code(proposal.unit.property.code, proposal.unit.code) if proposal.unit else "None",
        options=options,
        form=form,
        since=since,
        back=url_for("matching.today")
        if actor.may("run.read")
        else url_for("matching.options", household_id=proposal.household_id),
    )


def _option(option: UnitOption, stale: Mapping[str, str]) -> Option:
    against = [each.text for each in option.reasons.against]
    first = ("confirm first",) if option.unit.id in stale else ()
    hint = "; ".join((*first, *against, f"free from {short_date(option.from_on)}"))
    return Option(option.unit.id, option.unit.said, hint=hint[:1].upper() + hint[1:])


def _gone_since(options: OptionsPage, picked: frozenset[str], listed: list[Option]) -> list[Option]:
    """A unit that was on the page when it was opened and is not now: the service says who was first, or which rule."""
    gone = picked - {each.value for each in listed}
    return [Option(unit.id, unit.said) for unit in options.every_unit if unit.id in gone]


def _after(actor: Actor) -> ResponseReturnValue:
    return redirect(url_for("matching.today" if actor.may("run.read") else "people.home"), 303)
