"""The pages of the story: all of it, narrowed, and as a file for those who may have one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.households.blueprint import blueprint
from housing.households.models import Household
from housing.households.queries import READ, reached
from housing.households.timeline import KINDS
from housing.presentations.page.glance import event_of
from housing.presentations.story import queries
from housing.presentations.story.forms import QUESTIONS, StoryFilter
from housing.web import Paging
from housing.web.downloads import csv_file

DOWNLOAD = "story.download"
MOST_ROWS = "story.most_rows"
PAGE = 50
HEADING = ("when", "what about", "what happened", "recorded by")


@blueprint.get("/<uuid:household_id>/story")
@requires("household.read")
def story(household_id: UUID) -> ResponseReturnValue:
    """What happened, newest first, page by page."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        household = reached(session, actor, household_id, READ)
        form, people = _asked(session, household)
        wanted = form.wanted()
        paging = Paging.of(queries.count(session, household_id, wanted), request.args.get("page"), PAGE)
        found = queries.lines(session, household_id, wanted, size=paging.size, offset=paging.offset)
        most = _most(session, household)
    audit.record_reading(actor, "household.story_read", household, now=now)
    given: dict[str, Any] = {name: value for name, value in request.args.items() if name in QUESTIONS and value}
    return render_template(
        "presentations/story/index.html",
        household=household,
        events=[event_of(line) for line in found],
        paging=paging,
        most=most,
        filter_form=form,
        chosen=form.said(people),
        page_href=lambda number: url_for("households.story", household_id=household_id, page=number, **given),
        file_href=url_for("households.story_file", household_id=household_id, **given) if actor.may(DOWNLOAD) else "",
    )


@blueprint.get("/<uuid:household_id>/story.csv")
@requires("story.download")
def story_file(household_id: UUID) -> ResponseReturnValue:
    """The same lines as a spreadsheet's, the newest of them where there are more than a file may hold."""
    actor, now = current_actor(), clock.now()
    with db.reading() as session:
        household = reached(session, actor, household_id, DOWNLOAD)
        form, _ = _asked(session, household)
        found = queries.lines(session, household_id, form.wanted(), size=_most(session, household))
        lines = [(line.at.astimezone(clock.LONDON).isoformat(timespec="minutes"), KINDS.get(line.kind, line.kind),
                  line.words, line.by_name) for line in found]  # fmt: skip
    audit.record_reading(actor, "household.story_downloaded", household, now=now, facts={"rows": len(lines)})
    return csv_file(f"story-{clock.day_of(now).isoformat()}", [HEADING, *lines])


def _asked(session: Session, household: Household) -> tuple[StoryFilter, dict[str, str]]:
    """The filter's form, read and checked, and the people whom it offers."""
    people = queries.tellers(session, household.id)
    form = StoryFilter(request.args, today=clock.today())
    form.person.options = Option.each(people.items())
    form.validate()
    return form, people


def _most(session: Session, household: Household) -> int:
    return int(codes.setting(session, MOST_ROWS, authority=household.authority_code, on=clock.today()))
