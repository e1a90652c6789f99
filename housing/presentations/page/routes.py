"""The household's page: who they are, what stands, what is missing, what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from housing import audit, clock, codes, db
from housing.access import Actor, current_actor, requires
from housing.households import timeline
from housing.households.blueprint import blueprint
from housing.households.case import opened
from housing.households.disclosing.services import contact_shown
from housing.households.points import described
from housing.households.queries import READ, called
from housing.presentations import situation
from housing.presentations.case import way_to_options
from housing.presentations.marac.queries import heard_on
from housing.presentations.page.blocks import own_blocks
from housing.presentations.page.glance import Glance, event_of, words_of
from housing.presentations.panels import laid_out, panels
from housing.presentations.queries import (
    current_band,
    current_stage,
    latest_band,
    latest_of,
    latest_risk,
    officer_name,
)
from housing.presentations.recording import marac_owed
from housing.presentations.tasks.sections import standings
from pathway.stages import SEEKING

LATEST, PRINTED = 10, 50  # lines of the story on the page and on paper; all of it has a page of its own


@blueprint.get("/<uuid:household_id>")
@requires("household.read")
def page(household_id: UUID) -> ResponseReturnValue:
    """Everything about one household at a glance."""
    actor, now = current_actor(), clock.now()
    facts = _facts(actor, household_id, now, lines=LATEST)
    audit.record_reading(actor, "household.read", facts["household"], now=now)
    return render_template("presentations/page.html", **facts)


@blueprint.get("/<uuid:household_id>/print")
@requires("household.read")
def page_on_paper(household_id: UUID) -> ResponseReturnValue:
    """The same for paper, with who printed it and when on every sheet; nothing that takes a button to see is in it."""
    actor, now = current_actor(), clock.now()
    facts = _facts(actor, household_id, now, lines=PRINTED)
    audit.record_reading(actor, "household.printed", facts["household"], now=now)
    return render_template("presentations/page/paper.html", **facts, printed_by=actor.name, printed_at=now)


def _facts(actor: Actor, household_id: UUID, now: datetime, *, lines: int) -> dict[str, Any]:
    """What the page shows, with the newest lines of the story."""
    with db.reading() as session:
        presentation = latest_of(session, actor, household_id)
        household = presentation.household
        words = words_of(session, household.authority_code)
        told = timeline.lines(session, actor, household_id, limit=lines)
        wards = described(session, household.near)
        officer = officer_name(session, presentation)
        heard = heard_on(session, household.id)
        shown = panels(current_app, session, actor, presentation, now)
    missing = [standing for standing in standings(presentation) if standing.blocks]
    return {
        "presentation": presentation,
        "household": household,
        "glance": Glance(presentation, words, wards),
        "name": called(household),
        "officer": officer,
        "stage": current_stage(presentation),
        "band": current_band(presentation),
        "decision": latest_band(presentation),
        "banding": situation.banding(presentation, household, clock.day_of(now)),
        "owed": marac_owed(latest_risk(presentation), now, heard),
        "missing": missing,
        "parts": laid_out([*own_blocks(presentation, missing=bool(missing)), *shown]),
        "events": [event_of(line) for line in told],
        "options_href": way_to_options(household_id),
        "seeking": current_stage(presentation) in SEEKING,
        "copies_href": url_for("copies.index", household_id=household_id) if actor.may("copy.prepare") else "",
        "today": clock.day_of(now),
        "may": actor.may,
    }


@blueprint.post("/<uuid:household_id>/contact/show")
@requires("household.read")
def show_contact(household_id: UUID) -> ResponseReturnValue:
    """Show the number and the address to write to, for a moment, beside how it is safe to use them; it is recorded."""
    with opened(household_id, READ) as (session, household):
        methods = codes.choices(session, "contact_method", household.authority_code)
    answers = contact_shown(household_id=household_id, by=current_actor(), now=clock.now())
    return render_template("presentations/contact.html", household=household, methods=methods, answers=answers)
