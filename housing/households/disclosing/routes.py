"""The pages of the log of disclosures: of one case, to be added to and printed, and of the council."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.case import back_to, opened, saved
from housing.households.disclosing import queries
from housing.households.disclosing.forms import PeriodForm, TellingForm
from housing.households.disclosing.holding import waiting_of
from housing.households.disclosing.services import LISTS, record_telling
from housing.households.queries import READ
from housing.web import Column, Paging

blueprint = Blueprint("disclosing", __name__, url_prefix="/<uuid:household_id>/disclosures")
council = Blueprint("disclosures", __name__, url_prefix="/disclosures")
COLUMNS = (
    Column("When"), Column("Who was told"), Column("What"), Column("How"), Column("Ground"), Column("She agreed"),
    Column("Recorded by"),
)  # fmt: skip
LOG = "households.disclosing.log"
BY_ITSELF = "in_haven"  # what Haven shows, it writes down by itself
PARTS = [f"{name}-{part}" for name in ("from_on", "until_on") for part in ("day", "month", "year")]


@blueprint.get("")
@requires("household.read")
def log(household_id: UUID) -> ResponseReturnValue:
    """Who was told what of one case; the page is printed as it stands, with who printed it."""
    actor, now = current_actor(), clock.now()
    with opened(household_id, READ) as (session, household):
        paging = Paging.of(queries.count_of_case(session, actor, household.id), request.args.get("page"), 50)
        lines = queries.of_case(session, actor, household.id, offset=paging.offset, size=paging.size)
        held = waiting_of(session, household.id)
    audit.record_reading(actor, "disclosure.read", household, now=now)
    return render_template(
        "households/disclosing/log.html", household=household, lines=lines, columns=COLUMNS, now=now,
        name=actor.name, may_edit=actor.may("household.edit"), held=held, paging=paging,
        may_look=actor.may("alike.decide"), may_take=actor.may("story.download"),
        page_href=lambda number: url_for(LOG, household_id=household_id, page=number),
    )  # fmt: skip


@blueprint.route("/add", methods=["GET", "POST"])
@requires("household.edit")
def add(household_id: UUID) -> ResponseReturnValue:
    """Write down that somebody was told outside Haven."""
    with opened(household_id) as (session, household):
        form = TellingForm(today=clock.today())
        for field, name in LISTS.items():
            listed = codes.choices(session, name, household.authority_code).items()
            form[field].options = Option.each((slug, said) for slug, said in listed if slug != BY_ITSELF)

    def save() -> None:
        record_telling(
            household_id=household_id, telling=form.telling(), key=form.row_key, by=current_actor(), now=clock.now()
        )

    if saved(form, household.version, save):
        return back_to(LOG, household_id)
    return render_template(
        "households/item.html", form=form, household=household, title="Record that somebody was told",
        back=url_for(LOG, household_id=household_id),
    )  # fmt: skip


@council.get("")
@requires("audit.read")
def of_council() -> ResponseReturnValue:
    """Who was told what in the whole council, for information governance; looking is itself recorded."""
    actor, now = current_actor(), clock.now()
    form = PeriodForm(request.args)
    form.validate()
    period = queries.Period(form.from_on.data, form.until_on.data)
    with db.reading() as session:
        paging = Paging.of(queries.count(session, actor, period), request.args.get("page"), 50)
        lines = queries.of_council(session, actor, period, offset=paging.offset, size=paging.size)
    audit.record_reading(actor, "disclosure.read", ("disclosure", "all"), now=now)
    chosen: dict[str, Any] = {name: request.args[name] for name in PARTS if request.args.get(name)}
    return render_template(
        "households/disclosing/council.html", form=form, lines=lines, columns=(Column("Case"), *COLUMNS), paging=paging,
        chosen=["Some days only"] if chosen else [], now=now, name=actor.name,
        file_href=url_for("disclosures_file.council_file", **chosen),
        page_href=lambda number: url_for("disclosures.of_council", **chosen, page=number),
    )  # fmt: skip
