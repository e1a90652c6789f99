"""A household parts, comes together again, or goes on in another record."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import clock
from housing.access import NotFound, current_actor, requires
from housing.forms import HavenForm, Option
from housing.households.alike import queries as alike
from housing.households.blueprint import blueprint
from housing.households.case import back_to, opened, saved
from housing.households.queries import called
from housing.presentations.parting import merging, queries, services
from housing.presentations.parting.forms import MergeForm, PartForm, RejoinForm, UndoForm
from housing.presentations.parting.models import MERGE, SPLIT
from housing.refusals import Refused

PAGE = "households.page"


@blueprint.route("/<uuid:household_id>/part", methods=["GET", "POST"])
@requires("household.edit")
def part(household_id: UUID) -> ResponseReturnValue:
    """Some people become a household of their own."""
    with opened(household_id) as (_, household):
        form = PartForm(data={"dangers": True})
        others = [person for person in household.people if person.position]
        named = [
            (str(each.id), each.name or f"Person {number}, name not given", each.role)
            for number, each in enumerate(others, 2)
        ]
        form.people.options = Option.each((id_, name) for id_, name, _ in named)
        form.lead.options = Option.each((id_, name) for id_, name, role in named if role == "adult")
    if not form.lead.options:
        flash("Nobody but the person who asks for help is recorded as an adult. Children do not leave by themselves.")
        return back_to(PAGE, household_id)

    def save() -> object:
        return services.part(
            household_id=household_id, parting=form.parting(), by=current_actor(), now=clock.now(),
            version=form.opened_with,
        )  # fmt: skip

    if saved(form, household.version, save):
        flash("They are a household of their own now. Look at what is missing there.", "success")
        return back_to(PAGE, household_id)
    return render_template("presentations/parting/part.html", form=form, household=household)


@blueprint.route("/<uuid:household_id>/links/<uuid:link_id>/rejoin", methods=["GET", "POST"])
@requires("household.edit")
def rejoin(household_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """The people of a household that had left another come back to it."""
    form = RejoinForm()
    link = _link(household_id, link_id, SPLIT)

    def save() -> object:
        return services.rejoin(
            link_id=link_id, household_id=household_id, consent=form.consent.data or "", by=current_actor(),
            now=clock.now(),
        )  # fmt: skip

    if _done(form, save):
        flash("They are one household again.", "success")
        return back_to(PAGE, link.other or household_id)
    return render_template(
        "presentations/parting/words.html", form=form, link=link, household_id=household_id,
        title="They come back to the household that they left", button="They come back",
        said="Everybody of this household goes back. Its own request for help ends; what was recorded stays with it.",
    )  # fmt: skip


@blueprint.route("/<uuid:household_id>/merge", methods=["GET", "POST"])
@requires("alike.decide")
def merge(household_id: UUID) -> ResponseReturnValue:
    """Another record of the same person goes on in this one."""
    with opened(household_id, "alike.decide") as (session, household):
        name = called(household)
        form = MergeForm(data=_decided(session, household_id, request.args.get("match", "")))

    def save() -> object:
        return merging.merge(
            household_id=household_id, reference=form.reference.data or "", reason=form.reason.data or "",
            by=current_actor(), now=clock.now(),
        )  # fmt: skip

    if _done(form, save):
        flash("The two records are joined. Look through what was copied.", "success")
        return back_to(PAGE, household_id)
    return render_template("presentations/parting/merge.html", form=form, household=household, name=name)


@blueprint.route("/<uuid:household_id>/links/<uuid:link_id>/undo", methods=["GET", "POST"])
@requires("alike.decide")
def undo_merge(household_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Two records that were joined are of two people after all."""
    form = UndoForm()
    link = _link(household_id, link_id, MERGE)

    def save() -> object:
        return merging.undo(link_id=link_id, reason=form.reason.data or "", by=current_actor(), now=clock.now())

    if _done(form, save):
        flash("The two records are apart again. Start a presentation in the other one if she needs help.", "success")
        return back_to(PAGE, household_id)
    return render_template(
        "presentations/parting/words.html", form=form, link=link, household_id=household_id,
        title="They are two people after all", button="Take the two records apart",
        said="What was copied stays until somebody takes it away: look through both records afterwards.",
    )  # fmt: skip


def _decided(session: Session, household_id: UUID, match: str) -> dict[str, str]:
    """The other record and the reason, as a lead gave it on the page of the pair; nothing without a pair."""
    try:
        pair = alike.one(session, current_actor(), UUID(match)) if match else None
    except ValueError:
        raise NotFound("pair of records") from None
    if pair is None:
        return {}
    said = {"reference": pair.beside(household_id).reference or ""}
    return said if pair.decision is None else {**said, "reason": pair.decision.reason}


def _done(form: HavenForm, save: Callable[[], object]) -> bool:
    """Check the form and call the service; False where the page has to be shown again."""
    if not form.validate_on_submit():
        return False
    try:
        save()
    except Refused as error:
        form.blame(error)
        return False
    return True


def _link(household_id: UUID, link_id: UUID, kind: str) -> queries.Link:
    with opened(household_id) as (session, _):
        link = queries.one(session, current_actor(), household_id, link_id)
    if link.kind != kind or (kind == SPLIT and link.away):
        raise NotFound("link")
    return link
