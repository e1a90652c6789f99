"""The page of moving on, for the routes that show it. For the edge only."""

from __future__ import annotations

from uuid import UUID

from flask import render_template

from housing import audit, clock, codes, db
from housing.access import current_actor
from housing.placements.moving import queries
from housing.placements.moving.calling_off import REASONS
from housing.placements.moving.forms import RATINGS
from housing.placements.moving.planning import BLOCKERS, DESTINATIONS, EDIT, STAGES
from housing.placements.moving.resettling import SECURED
from housing.placements.moving.works import loose, of_home
from housing.presentations.payments.queries import of_move
from housing.presentations.queries import latest_of
from housing.sanctuary.queries import of_household
from pathway.moving_on import works_warning
from pathway.payments import STATES

ANSWERS = {
    "clear": "No rule of safety is against it",
    "refused": "A rule of safety is against it",
    "ask": "Something has to be found out first",
    "by_hand": "Checked by hand: Haven does not know the place",
}


def page(household_id: UUID, *, address: str | None = None) -> str:
    """Everything about one household's moving on; `address` of the new home only where it was just asked for."""
    actor, now = current_actor(), clock.now()
    today = clock.day_of(now)
    with db.reading() as session:
        presentation = latest_of(session, actor, household_id, EDIT)
        found = queries.moving(session, presentation, today=today)
        lists = {name: codes.choices(session, name, presentation.authority_code) for name in
                 (STAGES, BLOCKERS, DESTINATIONS, REASONS)}  # fmt: skip
        jobs = of_household(session, actor, household_id) if actor.may("sanctuary.read") else []
        works = of_home(session, presentation, found.home, jobs) if found.home else None
        left_over = loose(session, presentation, found.home, jobs)
        payments = of_move(session, actor, presentation.id) if actor.may("payment.ask") else []
    audit.record_reading(actor, "household.read", presentation.household, now=now)
    warning = None
    if works and works.waited_for:
        wanted_on = works.job.job.wanted_on if works.job else None
        day = wanted_on or (found.plan.expected_on if found.plan else None)
        warning = works_warning(day, moved=found.lives_there, today=today)
    return render_template(
        "placements/moving/show.html", presentation=presentation, household=presentation.household, moving=found,
        lists=lists, works=works, loose=left_over, payments=payments, warning_of_works=warning, address=address,
        answers=ANSWERS, secured=SECURED, ratings=dict(RATINGS), today=today, may_refer=actor.may("sanctuary.refer"),
        may_ask=actor.may("payment.ask"), states=STATES,
    )  # fmt: skip
