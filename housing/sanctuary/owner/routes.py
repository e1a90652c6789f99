"""Asking the owner, reminding them, and what they say."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from housing import clock, codes, db
from housing.access import current_actor, requires
from housing.forms import Option
from housing.sanctuary.asking import ask, standing
from housing.sanctuary.blueprint import blueprint
from housing.sanctuary.consent import REFUSALS, WORK, ask_owner, record_consent, remind_owner
from housing.sanctuary.known import facts_of
from housing.sanctuary.owner.forms import GIVEN, AskOwnerForm, ConsentForm, RemindForm
from pathway.sanctuary_eligibility import Facts, Tenure, may_ask_owner

NEVER = "The other owner is, or may be, a person of concern. Nobody asks them, and nobody tells them."


@blueprint.route("/sanctuary/<uuid:job_id>/consent/ask", methods=["GET", "POST"])
@requires(WORK)
def ask_the_owner(job_id: UUID) -> ResponseReturnValue:
    """Record that the owner has been asked."""
    found, now = standing(job_id, WORK), clock.now()
    known = facts_of(found.job)
    form = AskOwnerForm(today=clock.day_of(now), data={"asked_on": clock.day_of(now)})
    return ask(
        found, form, title="Ask the owner", button="Record that they were asked",
        save=lambda: ask_owner(job_id=job_id, by=current_actor(), now=now, **form.answers()),
        done="Recorded. A task says when to remind them",
        intro=(_who(known),),
        warning="" if may_ask_owner(known) or known.tenure is None else NEVER,
    )  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/consent/remind", methods=["GET", "POST"])
@requires(WORK)
def remind_the_owner(job_id: UUID) -> ResponseReturnValue:
    """Record that the owner has been reminded."""
    found, now = standing(job_id, WORK), clock.now()
    form = RemindForm(today=clock.day_of(now), data={"reminded_on": clock.day_of(now)})
    return ask(
        found, form, title="Remind the owner", button="Record that they were reminded",
        save=lambda: remind_owner(job_id=job_id, by=current_actor(), now=now, **form.answers()),
        done="Recorded. A task says when to remind them again",
    )  # fmt: skip


@blueprint.route("/sanctuary/<uuid:job_id>/consent/answer", methods=["GET", "POST"])
@requires(WORK)
def owner_answers(job_id: UUID) -> ResponseReturnValue:
    """Record what the owner says, or that it no longer holds."""
    found, now = standing(job_id, WORK), clock.now()
    known = facts_of(found.job)
    form = ConsentForm(today=clock.day_of(now), data={"answered_on": clock.day_of(now)})
    with db.reading() as session:
        form.reason.options = Option.each(codes.choices(session, REFUSALS, found.job.authority_code).items())
    legal = known.tenure is Tenure.OWNER_JOINT and known.joint_with_concern is not False
    return ask(
        found, form, title="What the owner says", button="Save the answer",
        save=lambda: record_consent(
            job_id=job_id, given=form.answer.data == GIVEN, answered_on=form.answered_on.data, reason=form.reason.data,
            words=form.words.data, by=current_actor(), now=now,
        ),
        done="The answer is saved",
        intro=(_who(known),) if not legal else (
            f"{NEVER} Record here what legal advice says that she may do alone.",
        ),
    )  # fmt: skip


def _who(known: Facts) -> str:
    if known.tenure is None:
        return "It is not recorded how she holds her home, which decides who is asked. Record it first."
    return f"{known.tenure.words}: the consent is for {known.tenure.owner} to give."
