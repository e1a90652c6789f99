"""A provider's contracts: the list, one with its history, entering and changing; and what the council may see."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import clock, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.places.blueprint import blueprint
from housing.places.compliance.words import TAGS
from housing.places.contracts import providing, queries, recording
from housing.places.contracts.forms import ContractForm, as_answers
from housing.places.stock.queries import own_organisations
from housing.refusals import Refused

MANAGE = "unit.manage"


@blueprint.get("/contracts")
@requires("unit.manage")
def contracts() -> ResponseReturnValue:
    """Own contracts, the one that began last first."""
    with db.reading() as session:
        found = queries.in_force(session, current_actor(), MANAGE)
    return render_template("places/contracts/own.html", found=found, today=clock.today())


@blueprint.route("/contracts/add", methods=["GET", "POST"])
@requires("unit.manage")
def contract_add() -> ResponseReturnValue:
    """Enter a contract."""
    actor, now = current_actor(), clock.now()
    form = ContractForm(data={"seen": ""})
    with db.reading() as session:
        owners = own_organisations(session, actor)
        _ask_homes(form, queries.own_homes(session, actor))
    form.organisation.options = Option.each(owners.items())
    if len(owners) == 1:
        del form.organisation
    if form.validate_on_submit():
        owner = UUID(next(iter(owners)) if len(owners) == 1 else form.organisation.data)
        try:
            contract = recording.add_contract(organisation_id=owner, terms=form.terms(), by=actor, now=now)
            flash(f"Contract {contract.reference} is recorded", "success")
            return redirect(url_for("places.contracts"), 303)
        except Refused as refused:
            form.blame(refused)
    return render_template("places/contracts/edit.html", form=form, shown=None, back=url_for("places.contracts"))


@blueprint.get("/contracts/<uuid:series>")
@requires("unit.manage")
def contract(series: UUID) -> ResponseReturnValue:
    """One contract, and what was said of it."""
    with db.reading() as session:
        shown, history = queries.of_series(session, current_actor(), series)
    return render_template("places/contracts/show.html", shown=shown, history=history, today=clock.today())


@blueprint.route("/contracts/<uuid:series>/change", methods=["GET", "POST"])
@requires("unit.manage")
def contract_change(series: UUID) -> ResponseReturnValue:
    """Say something else of a contract."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        shown, _ = queries.of_series(session, actor, series)
        homes = queries.own_homes(session, actor)
    form = ContractForm(data=as_answers(shown.contract))
    del form.organisation
    _ask_homes(form, homes)
    back = url_for("places.contract", series=series)
    if form.validate_on_submit():
        try:
            recording.change_contract(series=series, seen=form.row_seen, terms=form.terms(), by=actor, now=now)
            flash("The contract is recorded", "success")
            return redirect(back, 303)
        except Refused as refused:
            form.blame(refused)
            form.carry(shown.contract.id)
    return render_template("places/contracts/edit.html", form=form, shown=shown, back=back)


@blueprint.route("/contracts/<uuid:series>/withdraw", methods=["GET", "POST"])
@requires("unit.manage")
def contract_withdraw(series: UUID) -> ResponseReturnValue:
    """Take back a contract that was entered by mistake, once that is confirmed."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        shown, _ = queries.of_series(session, actor, series)
    form = ContractForm(data={"seen": str(shown.contract.id)})
    if form.is_submitted():
        try:
            recording.withdraw_contract(series=series, seen=form.row_seen, by=actor, now=now)
            flash("The contract is taken back", "success")
            return redirect(url_for("places.contracts"), 303)
        except Refused as refused:
            form.blame(refused)
            form.carry(shown.contract.id)
    return render_template("places/contracts/withdraw.html", form=form, shown=shown)


@blueprint.get("/providers")
@requires("stock.see")
def providers() -> ResponseReturnValue:
    """The council's providers: what they have, what they are commissioned for, what is due; no address, no area."""
    today = clock.today()
    with db.reading() as session:
        found = providing.providers(session, current_actor(), on=today)
    return render_template("places/contracts/providers.html", found=found, today=today, tags=TAGS)


def _ask_homes(form: ContractForm, homes: dict[str, str]) -> None:
    form.homes.options = Option.each(homes.items())
    form.homes.coerce = UUID
