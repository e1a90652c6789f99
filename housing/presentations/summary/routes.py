"""Check what we know: everything recorded, what is missing and what waits for it, and what looks unlikely."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.households.blueprint import blueprint
from housing.households.case import opened
from housing.households.equality import queries as equality
from housing.households.overnight import queries as overnight
from housing.households.points import described
from housing.households.queries import called
from housing.households.relations import queries as relations
from housing.presentations.models import Presentation
from housing.presentations.page.glance import NOT_ASKED, Glance, words_of
from housing.presentations.queries import latest_of
from housing.presentations.summary import checking
from housing.presentations.summary.facts import FACTS, Known, holds_up
from housing.presentations.summary.forms import ConfirmForm
from housing.refusals import Refused
from housing.unfinished.offering import left_of_case

PAGE = "households.summary"


@blueprint.get("/<uuid:household_id>/summary")
@requires("household.edit")
def summary(household_id: UUID) -> ResponseReturnValue:
    """Everything on one page, each with a link to where it is changed."""
    return _page(household_id, ConfirmForm(), "")


@blueprint.post("/<uuid:household_id>/summary/<slug>")
@requires("household.edit")
def confirm_check(household_id: UUID, slug: str) -> ResponseReturnValue:
    """Something unlikely is so."""
    with opened(household_id):
        form = ConfirmForm()
    if form.validate_on_submit():
        try:
            checking.confirm(
                household_id=household_id, slug=slug, basis=form.basis.data or "", note=form.note.data,
                by=current_actor(), now=clock.now(),
            )  # fmt: skip
        except Refused as error:
            flash(str(error))
        else:
            flash("Confirmed.", "success")
        return redirect(url_for(PAGE, household_id=household_id), 303)
    return _page(household_id, form, slug)


def _page(household_id: UUID, form: ConfirmForm, faulty: str) -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    with db.reading() as session:
        presentation = latest_of(session, actor, household_id, "household.edit")
        known = known_of(session, presentation)
        asked = checking.asked(session, presentation, today)
    audit.record_reading(actor, "household.read", presentation.household, now=clock.now())
    groups = [(title, list(facts)) for title, facts in groupby(FACTS, key=lambda fact: fact.section)]
    return render_template(
        "presentations/summary.html",
        household=presentation.household,
        name=called(presentation.household),
        people=known.glance.people(today),
        known=known,
        groups=groups,
        missing=sum(fact.missing(known) for fact in FACTS),
        total=len(FACTS),
        holds_up=holds_up(known),
        asked=asked,
        form=form,
        faulty=faulty,
        open=presentation.ended_at is None,
        left=left_of_case(household_id),
    )


def known_of(session: Session, presentation: Presentation) -> Known:
    """What the facts are said from: a constant number of queries."""
    household = presentation.household
    words = words_of(session, household.authority_code)
    every = codes.choices(session, overnight.EVERY, household.authority_code)
    kinds = codes.choices(session, relations.KINDS, household.authority_code)
    related = relations.said(relations.relations(session, household.id), relations.called(household), kinds)
    today = clock.today()
    return Known(
        glance=Glance(presentation, words, described(session, household.near)),
        today=today,
        overnight=overnight.wish(household, overnight.children(session, household.id), every, today),
        relations=_related(related, len(household.people)),
        equality=equality.said(equality.latest(session, household.id)),
        contact=_contact(presentation, words["contact_method"]),
    )


def _related(sentences: list[tuple[UUID, str]], people: int) -> str | None:
    if sentences:
        return ". ".join(sentence for _, sentence in sentences)
    return "Nobody to relate to one another" if people <= 2 else None


def _contact(presentation: Presentation, methods: dict[str, str]) -> str:
    kept = presentation.household.safe_contact
    if kept is None or not kept.methods:
        return NOT_ASKED
    voicemail = {
        True: "a message may be left",
        False: "no message is left",
        None: "whether a message may be left is open",
    }
    return f"{', '.join(methods.get(each, each) for each in kept.methods)}; {voicemail[kept.voicemail]}"
