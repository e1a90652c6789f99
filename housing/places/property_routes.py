"""A provider's property: its facts, its address for those who ask, what it accepts and accepted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.places import policy_words, queries, services, words
from housing.places.blueprint import blueprint
from housing.places.forms import PolicyForm, as_answers
from housing.places.models import AcceptancePolicy
from housing.places.stock.panel import panel
from housing.places.stock.words import CLASSES
from housing.refusals import Refused


@blueprint.get("/properties/<uuid:property_id>", endpoint="property")
@requires("unit.manage")
def show_property(property_id: UUID) -> ResponseReturnValue:
    """One property."""
    return _page(property_id)


@blueprint.post("/properties/<uuid:property_id>/address")
@requires("unit.manage")
def address(property_id: UUID) -> ResponseReturnValue:
    """The address of one's own property; it is recorded who looked."""
    shown = services.disclose_own_address(property_id=property_id, by=current_actor(), now=clock.now())
    return _page(property_id, shown)


@blueprint.route("/properties/<uuid:property_id>/policy", methods=["GET", "POST"])
@requires("unit.manage")
def policy(property_id: UUID) -> ResponseReturnValue:
    """What the service is to accept from a day on; what that would do is shown next, before it is recorded.

    `?change=` begins from what the person was about to record, when she comes back from there.
    """
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    with db.reading() as session:
        found = queries.own_property(session, actor, property_id)
        before = queries.policy_on(found.policies, today)
        lists = policy_words.lists(session, found.authority_code)
        begun = queries.begun(session, actor, property_id, request.args.get("change", ""))
    form = PolicyForm(today=today, data=as_answers(begun or before, from_on=begun.from_on if begun else today))
    for name, choices in lists.items():
        form[name].options = Option.each(choices.items())
    if form.validate_on_submit():
        try:
            intention = services.intend_policy(
                property_id=property_id, acceptance=form.acceptance(before), from_on=form.from_on.data,
                by=actor, now=now,
            )  # fmt: skip
            return redirect(url_for("sandbox.preview", intention_id=intention.id), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("places/policy.html", form=form, home=found)


def _page(property_id: UUID, shown: str = "") -> str:
    today = clock.today()
    with db.reading() as session:
        found = queries.own_property(session, current_actor(), property_id)
        lists = policy_words.lists(session, found.authority_code)
        about = panel(session, current_actor(), found, today=today)
    now_in_force = queries.policy_on(found.policies, today)
    return render_template(
        "places/property.html",
        home=found,
        shown=shown,
        about=about,
        classes=CLASSES,
        in_force=policy_words.as_rows(now_in_force, lists) if now_in_force else [],
        history=[
            (each, policy_words.as_rows(each, lists), _when(each, now_in_force, today))
            for each in sorted(found.policies, key=lambda each: (each.from_on, each.recorded_at), reverse=True)
        ],
        words=words,
    )


def _when(policy: AcceptancePolicy, in_force: AcceptancePolicy | None, today: date) -> str:
    if policy is in_force:
        return "In force"
    return "To come" if policy.from_on > today else "Before"
