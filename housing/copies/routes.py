"""The pages of her own copy: she asked, it is put together, and gone through line by line."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.copies import asking, deciding, handing_routes, parts_routes, queries, services
from housing.copies.blueprint import blueprint
from housing.copies.content import Content, from_json
from housing.copies.forms import LaterForm, PrepareForm, TakenBackForm
from housing.copies.handing_routes import asked_page, found_copy, pdfs_of, to_copy
from housing.forms import Option
from housing.households.queries import reached
from housing.refusals import Refused
from housing.web.filters import said_date
from pathway.leaving_out import LONGER_REASONS, reasons

ROOMS = (parts_routes, handing_routes)
BLUEPRINTS: tuple[Blueprint, ...] = (blueprint,)
SHOWN = 20


@blueprint.get("")
@requires("copy.prepare")
def index(household_id: UUID) -> ResponseReturnValue:
    """Whether she asked and by when it is answered, and the copies that were made, newest first."""
    actor = current_actor()
    with db.reading() as session:
        household = reached(session, actor, household_id, queries.PREPARE)
        found = queries.of_household(session, actor, household_id, size=SHOWN)
        waits = queries.open_request(session, household_id)
    audit.record_reading(actor, "household.read", household, now=clock.now())
    return render_template(
        "copies/index.html",
        household=household, copies=found, state=queries.state, states=queries.STATES, colours=queries.COLOURS,
        request_open=waits, longer={each.slug: each.title for each in LONGER_REASONS}, today=clock.today(),
        busy=bool(found) and queries.state(found[0]) in queries.OPEN,
    )  # fmt: skip


@blueprint.route("/prepare", methods=["GET", "POST"])
@requires("copy.prepare")
def prepare(household_id: UUID) -> ResponseReturnValue:
    """Put a copy together."""
    actor = current_actor()
    form = PrepareForm(today=clock.today())
    with db.reading() as session:
        household = reached(session, actor, household_id, queries.PREPARE)
        waits = queries.open_request(session, household_id)
        form.identity.options = Option.each(codes.choices(session, asking.IDENTITY, household.authority_code).items())
    if waits is not None:
        del form.asked_on, form.identity
    if form.validate_on_submit():
        try:
            asked = asking.Request(waits.asked_on, waits.identity) if waits else form.asked()
            copy_id = services.begin_copy(
                household_id=household_id, asked=asked, wished=form.wished(), by=actor, now=clock.now()
            )
            flash("The copy is put together. Go through it part by part", "success")
            return to_copy(household_id, copy_id)
        except Refused as refused:
            form.blame(refused)
    return render_template("copies/prepare.html", form=form, household=household, request_open=waits)


@blueprint.route("/later", methods=["GET", "POST"])
@requires("copy.prepare")
def later(household_id: UUID) -> ResponseReturnValue:
    """The answer takes longer than a month."""
    actor, form = current_actor(), LaterForm(today=clock.today())
    form.reason.options = [Option(slug, row.title) for slug, row in reasons(clock.today(), LONGER_REASONS).items()]
    with db.reading() as session:
        reached(session, actor, household_id, queries.PREPARE)
    if form.validate_on_submit():
        try:
            what = asking.Later(**form.answers("reason", "told_on", "words"))
            until = asking.answer_later(household_id=household_id, later=what, by=actor, now=clock.now())
            flash(f"The answer may come until {said_date(until)}", "success")
            return redirect(url_for("copies.index", household_id=household_id), 303)
        except Refused as refused:
            form.blame(refused)
    return asked_page("Her copy takes longer", "Record it", form, household_id)


@blueprint.route("/taken-back", methods=["GET", "POST"])
@requires("copy.prepare")
def taken_back(household_id: UUID) -> ResponseReturnValue:
    """She does not want a copy any more."""
    actor, form = current_actor(), TakenBackForm()
    with db.reading() as session:
        reached(session, actor, household_id, queries.PREPARE)
    if form.validate_on_submit():
        try:
            asking.take_request_back(household_id=household_id, words=form.words.data, by=actor, now=clock.now())
            flash("It is recorded that she does not want a copy any more", "success")
            return redirect(url_for("copies.index", household_id=household_id), 303)
        except Refused as refused:
            form.blame(refused)
    return asked_page("She does not want a copy any more", "Record it", form, household_id)


@blueprint.get("/<uuid:copy_id>")
@requires("copy.prepare")
def show(household_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """One copy: its parts with how many lines are left out, and what may be done with it now."""
    actor = current_actor()
    with db.reading() as session:
        copy = found_copy(session, household_id, copy_id)
        household = reached(session, actor, household_id, queries.PREPARE)
        ways = codes.choices(session, deciding.WAY, household.authority_code)
        marks = queries.marks(session, copy_id)
        pdfs = len(pdfs_of(session, copy)) if queries.state(copy) in ("approved", "given") else 0
        marked = queries.has_marked(session, copy_id, actor.account_id)
    audit.record_reading(actor, "copy.read", household, now=clock.now(), facts={"copy": copy_id})
    content, state = from_json(copy.content), queries.state(copy)
    mine = marked or actor.account_id in {copy.prepared_by, *(each.by for each in copy.events)}
    return render_template(
        "copies/one.html",
        household=household, copy=copy, content=content, state=state, states=queries.STATES, colours=queries.COLOURS,
        ways=ways, parts=_counted(content, marks), not_given=len(marks), mine=mine, pdfs=pdfs,
        may_decide=state == "waiting" and actor.may(queries.APPROVE) and not mine,
    )  # fmt: skip


def _counted(content: Content, marks: dict[str, str]) -> list[tuple[int, str, int, int]]:
    """Each part: its number, its title, how many lines it has, and how many of them are left out."""
    return [
        (number, each.title, len(each.lines), sum(line.key in marks for line in each.lines))
        for number, each in enumerate(content.passages, start=1)
    ]
