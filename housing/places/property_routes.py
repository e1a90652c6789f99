"""A provider's property: its facts, its address for those who ask, what it accepts and accepted; and vacancies."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.places import listing, queries, services, words
from housing.places.blueprint import blueprint
from housing.places.forms import PolicyForm, VacancyFilter, as_answers
from housing.places.models import AcceptancePolicy
from housing.refusals import Refused

LISTS = {"pets": "pet", "funding": "funding_route", "services": "service"}


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
    """Record what the service accepts from a day on."""
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    with db.reading() as session:
        found = queries.own_property(session, actor, property_id)
        before = queries.policy_on(found.policies, today)
        lists = {name: codes.choices(session, code, found.authority_code) for name, code in LISTS.items()}
    form = PolicyForm(today=today, data=as_answers(before, from_on=today))
    for name, choices in lists.items():
        form[name].options = Option.each(choices.items())
    if form.validate_on_submit():
        try:
            services.record_policy(
                property_id=property_id, acceptance=form.acceptance(before), from_on=form.from_on.data,
                by=actor, now=now,
            )  # fmt: skip
            flash("What the service accepts is recorded", "success")
            return redirect(url_for("places.property", property_id=property_id), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("places/policy.html", form=form, home=found)


@blueprint.get("/vacancies")
@requires("vacancy.see")
def vacancies() -> ResponseReturnValue:
    """The council's units with their states; never an address, and no ward of a refuge."""
    now = clock.now()
    form = VacancyFilter(request.args)
    form.validate()
    with db.reading() as session:
        found = listing.shown(session, queries.vacancies(session, current_actor(), now=now), now=now)
    kind, state = form.read("kind", words.KINDS), form.read("state", words.STATES)
    return render_template(
        "places/vacancies.html",
        form=form,
        units=[each for each in found if kind in (None, each.home.kind) and state in (None, each.state.kind)],
        chosen=[said for said in (words.KINDS.get(kind or ""), words.STATES.get(state or "")) if said],
        kinds=words.KINDS,
        today=clock.day_of(now),
    )


def _page(property_id: UUID, shown: str = "") -> str:
    today = clock.today()
    with db.reading() as session:
        found = queries.own_property(session, current_actor(), property_id)
        lists = {name: codes.choices(session, code, found.authority_code) for name, code in LISTS.items()}
    now_in_force = queries.policy_on(found.policies, today)
    return render_template(
        "places/property.html",
        home=found,
        shown=shown,
        in_force=_said(now_in_force, lists) if now_in_force else [],
        history=[
            (each, _said(each, lists), _when(each, now_in_force, today))
            for each in sorted(found.policies, key=lambda each: (each.from_on, each.recorded_at), reverse=True)
        ],
        words=words,
    )


def _when(policy: AcceptancePolicy, in_force: AcceptancePolicy | None, today: date) -> str:
    if policy is in_force:
        return "In force"
    return "To come" if policy.from_on > today else "Before"


def _said(policy: AcceptancePolicy, lists: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    """A policy as the rows of a summary list."""

    def listed(name: str, slugs: list[str], nothing: str) -> str:
        labels = lists.get(name, words.SEXES)
        return ", ".join(labels.get(slug, slug.replace("_", " ")) for slug in slugs) or nothing

    support = words.SUPPORT[policy.max_support] if policy.max_support else "Not known"
    caps = [f"{words.CAPS.get(key, key)}: {most} at most" for key, most in sorted(policy.caps.items())]
    return [
        {"key": "From", "value": f"{policy.from_on.day} {policy.from_on:%B %Y}"},
        {"key": "Adults", "value": listed("sexes", policy.sexes, "Nobody")},
        {"key": "Boys", "value": words.boys(policy.boys_any, policy.boys_up_to)},
        {"key": "Highest support need", "value": support},
        {"key": "Pets", "value": listed("pets", policy.pets, "Assistance animals only")},
        {"key": "Ways of paying", "value": listed("funding", policy.funding, "None")},
        {"key": "By and for", "value": listed("services", policy.services, "Everybody")},
        {"key": "At one time", "value": "; ".join(caps) or "No limit"},
    ]
