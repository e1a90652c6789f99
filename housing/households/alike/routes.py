"""Records that may be of one person, for leads; and other names of somebody, on the page of that person."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import NotFound, current_actor, requires
from housing.forms import Option
from housing.households.alike import queries, services
from housing.households.alike.forms import AliasForm, DecisionForm
from housing.households.alike.models import ONE_PERSON
from housing.households.case import SectionForm, back_to, opened, options, saved
from housing.refusals import Refused

blueprint = Blueprint("alike", __name__)
of_people = Blueprint("names", __name__, url_prefix="/<uuid:household_id>/names")


@blueprint.get("/records-alike")
@requires("alike.decide")
def index() -> ResponseReturnValue:
    """Pairs that wait for a decision, and those decided last."""
    actor = current_actor()
    with db.reading() as session:
        waiting, decided = queries.open_pairs(session, actor), queries.decided_pairs(session, actor)
    audit.record_reading(actor, "name_match.listed", ("account", actor.account_id), now=clock.now())
    return render_template("households/alike/index.html", waiting=waiting, decided=decided, words=_words())


@blueprint.route("/records-alike/<uuid:match_id>", methods=["GET", "POST"])
@requires("alike.decide")
def pair(match_id: UUID) -> ResponseReturnValue:
    """One pair: both records side by side, and what they are."""
    actor, form = current_actor(), DecisionForm()
    with db.reading() as session:
        shown = queries.one(session, actor, match_id)
    form.outcome.options = Option.each(services.OUTCOMES[shown.kind].items())
    audit.record_reading(actor, "name_match.read", ("name_match", match_id), now=clock.now())
    if form.validate_on_submit():
        try:
            services.decide(
                match_id=match_id, outcome=form.outcome.data, reason=form.reason.data, by=actor, now=clock.now()
            )
        except Refused as error:
            form.blame(error)
        else:
            flash("Your decision has been recorded.", "success")
            return redirect(_onwards(match_id, form.outcome.data), 303)
    return render_template("households/alike/pair.html", form=form, pair=shown, words=_words())


def _onwards(match_id: UUID, outcome: str) -> str:
    """Two records of one person are joined next; else back to the list."""
    with db.reading() as session:
        joins = queries.one(session, current_actor(), match_id).joins if outcome == ONE_PERSON else None
    if joins is None:
        return url_for("alike.index")
    return url_for("households.merge", household_id=joins, match=match_id)


@of_people.route("/<uuid:person_id>/add", methods=["GET", "POST"])
@requires("household.edit")
def add(household_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Another name of somebody of the household, or of a person of concern."""
    with opened(household_id) as (session, household):
        if person_id not in {*(each.id for each in household.people), *(each.id for each in household.concerns)}:
            raise NotFound("person")
        form = AliasForm()
        form.kind.options = options(codes.choices(session, services.ALIAS_KINDS, household.authority_code))

    def save() -> object:
        return services.add_alias(
            household_id=household_id, person_id=person_id, kind=form.kind.data, name=form.name.data,
            by=current_actor(), now=clock.now(),
        )  # fmt: skip

    if saved(form, household.version, save):
        flash("The name has been recorded. Other records are compared with it.", "success")
        return back_to("households.names.index", household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="Add another name",
        back=url_for("households.names.index", household_id=household_id),
    )  # fmt: skip


@of_people.get("", endpoint="index")
@requires("household.edit")
def index_of_names(household_id: UUID) -> ResponseReturnValue:
    """Every name of everybody of a household and of their people of concern."""
    with opened(household_id) as (session, household):
        others = queries.aliases(session, household_id)
        kinds = codes.choices(session, services.ALIAS_KINDS, household.authority_code)
    return render_template("households/alike/names.html", household=household, others=others, kinds=kinds)


@of_people.route("/<uuid:alias_id>/remove", methods=["GET", "POST"])
@requires("household.edit")
def remove(household_id: UUID, alias_id: UUID) -> ResponseReturnValue:
    """Ask, then take another name back."""
    with opened(household_id) as (session, household):
        if alias_id not in {each.id for each in queries.aliases(session, household_id)}:
            raise NotFound("alias")
        form = SectionForm()

    def save() -> object:
        return services.end_alias(household_id=household_id, alias_id=alias_id, by=current_actor(), now=clock.now())

    if saved(form, household.version, save):
        flash("Taken back.", "success")
        return back_to("households.names.index", household_id)
    return render_template(
        "households/remove.html", form=form, household=household, title="Remove another name", what="this other name",
        back=url_for("households.names.index", household_id=household_id),
    )  # fmt: skip


def _words() -> dict[str, str]:
    return {slug: label for outcomes in services.OUTCOMES.values() for slug, label in outcomes.items()}
