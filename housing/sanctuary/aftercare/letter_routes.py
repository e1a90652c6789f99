"""The letter that keeps her benefit: that a room of her home belongs to a sanctuary scheme. She takes it there herself.

Source: SI 2021/991 regulations 3 and 4 (Housing Benefit and Universal Credit: no reduction for the room, on evidence
from somebody who acts in an official capacity). It says no more than that asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from housing import audit, clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Choice, HavenForm, Option
from housing.households.contact import Channel, NotAllowed, may_send
from housing.households.models import SafeContact
from housing.people.models import Authority
from housing.refusals import Refused
from housing.sanctuary.aftercare.routes import blueprint
from housing.sanctuary.queries import one
from housing.sanctuary.revealing import reveal_home
from housing.sanctuary.works.standing import all_works
from pathway.sanctuary_lines import LineState

TELL = "sanctuary.tell"
SAFE_ROOM = "safe_room"


class HandingForm(HavenForm):
    """How the letter reaches her."""

    how = Choice(
        "How will it reach her?",
        required="Select how it will reach her",
        coerce=Channel,
        options=[
            Option(Channel.COLLECTED.value, "It is kept at the office until she asks for it"),
            Option(Channel.IN_PERSON.value, "It is given to her in person"),
            Option(Channel.POST.value, "By post, to the address that she said is safe"),
        ],
    )


@dataclass(frozen=True, slots=True)
class Ready:
    """What the letter needs: the council's name, how it may reach her, and whether a safe room has been finished."""

    council: str
    contact: SafeContact | None
    methods: dict[str, str]
    ready: bool


@blueprint.get("/letter")
@requires(TELL)
def letter(job_id: UUID) -> ResponseReturnValue:
    """How the letter may reach her; the letter itself is shown on request, since the address is in it."""
    found = _ready(job_id)
    return render_template("sanctuary/aftercare/letter_asked.html", job_id=job_id, found=found, form=HandingForm())


@blueprint.post("/letter")
@requires(TELL)
def letter_shown(job_id: UUID) -> ResponseReturnValue:
    """The letter, to be printed and handed over; it is recorded who made it."""
    actor, now = current_actor(), clock.now()
    found = _ready(job_id)
    sentence = "There is no finished safe room to write about" if not found.ready else _why_not(job_id, now)
    if sentence:
        flash(sentence)
        return redirect(url_for("aftercare.letter", job_id=job_id))
    try:
        home = reveal_home(job_id=job_id, by=actor, now=now).line
    except Refused:
        home = None  # not shown any more: she writes it in herself
    audit.record_reading(actor, "sanctuary.letter_made", ("sanctuary_job", job_id), now=now)
    return render_template(
        "sanctuary/aftercare/letter.html", home=home, found=found, today=clock.today(), job_id=job_id, by=actor.name
    )


def _why_not(job_id: UUID, now: datetime) -> str | None:
    """Why the letter may not reach her in the way that was picked, asked as it is made; None where it may."""
    form = HandingForm()
    if not form.validate():
        return form.faults[0].sentence
    with db.reading() as session:
        job = one(session, current_actor(), job_id, TELL).job
        answer = may_send(session, job.household_id, form.how.data, now)
    return answer.sentence if isinstance(answer, NotAllowed) else None


def _ready(job_id: UUID) -> Ready:
    with db.reading() as session:
        job = one(session, current_actor(), job_id, TELL).job
        lines = [line for works in all_works(session, job.orders) for line in works.lines]
        council = session.scalars(select(Authority.name).where(Authority.code == job.authority_code)).one()
        methods = codes.choices(session, "contact_method", job.authority_code)
    fitted = any(line.row.measure == SAFE_ROOM and line.state is LineState.ACCEPTED for line in lines)
    return Ready(council, job.household.safe_contact, methods, fitted)
