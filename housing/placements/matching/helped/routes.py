"""The pages that say what would have helped, in one run and for one household."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from allocation.edits import Unpinnable
from allocation.problem import BadProblem
from housing import audit, clock, db
from housing.access import NotFound, current_actor, requires
from housing.forms import Choice, FilterForm, Option
from housing.placements.matching.blueprint import blueprint
from housing.placements.matching.helped import household, view
from housing.placements.matching.helped.changes import CHANGES
from housing.placements.matching.runs import queries

UNREADABLE = "The problem of this run can no longer be read, so nothing can be worked out from it."
PINNED = "A pin of this run cannot be kept together with this change, so nothing can be worked out. Choose another."


class UnitForm(FilterForm):
    """A unit of the run, and what is to be different."""

    unit = Choice("Unit", as_list=True, required="Select a unit")
    change = Choice(
        "What would be different?",
        options=[Option(slug, offered) for slug, (offered, *_) in CHANGES.items()],
        required="Select what would be different",
    )


@blueprint.get("/matching/runs/<uuid:run_id>/would-have-helped")
@requires("run.read")
def would_have_helped(run_id: UUID) -> ResponseReturnValue:
    """One run solved again with one thing different. Nothing is kept."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        run = queries.one(session, actor, run_id)
        try:
            stored = view.stored(session, actor, run_id)
        except BadProblem:
            return render_template("placements/matching/helped.html", run=run, unreadable=UNREADABLE)
    audit.record_reading(actor, "run.read", run, now=now)
    form = UnitForm(request.args if "change" in request.args or "unit" in request.args else None)
    form.unit.options = _units(stored)
    chosen = request.args.get("rule")
    rules = view.rules_of(stored, chosen=chosen)
    difference = next((rule.difference for rule in rules if rule.id == chosen), None)
    if request.args.get("unit") is not None and form.validate():
        try:
            difference = view.with_unit(stored, form.unit.data, form.change.data)
        except Unpinnable:
            form.blame_question("change", PINNED)
    return render_template(
        "placements/matching/helped.html", run=run, rules=rules, small=stored.small, difference=difference, form=form
    )


@blueprint.get("/households/<uuid:household_id>/no-proposal")
@requires(household.PERMISSION)
def no_proposal(household_id: UUID) -> ResponseReturnValue:
    """Why the newest run has no unit for a household, and the fewest changes that would have given it one."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        try:
            found = household.line(session, actor, household_id)
        except BadProblem:
            raise NotFound("run") from None
    audit.record_reading(actor, "household.no_proposal", found.proposal.household, now=now)
    placed = found.proposal.unit_id is not None
    return render_template(
        "placements/matching/no_proposal.html",
        line=found,
        reference=found.proposal.household.reference,
        why=None if placed else household.explained(found),
    )


def _units(stored: view.Stored) -> list[Option]:
    named = [(unit.id, stored.units[unit.id].said) for unit in stored.problem.units if unit.id in stored.units]
    return [Option(key, said) for key, said in sorted(named, key=lambda pair: pair[1])]
