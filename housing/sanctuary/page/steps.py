"""What can happen next to a job, as links: one line for each page that records an event of pathway.sanctuary_moves."""

from __future__ import annotations

from dataclasses import dataclass

from housing.access import Actor
from housing.sanctuary.approving import put_forward
from housing.sanctuary.known import URGENT
from housing.sanctuary.queries import Standing
from housing.sanctuary.surveying import SAFE_ROOM
from pathway.sanctuary_moves import Event, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """A page that records an event: shown where the event can happen and the person may.

    `at` are the stages at which it is what should happen next: it is a button then, and a link otherwise.
    """

    event: Event
    permission: str
    endpoint: str
    text: str
    at: frozenset[Stage] = frozenset()


def _at(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


S = Stage
STEPS = (
    Step(
        Event.CONSENT_ASKED,
        "sanctuary.work",
        "sanctuary.ask_the_owner",
        "Ask the owner",
        _at(S.ELIGIBLE, S.CONSENT_REFUSED),
    ),
    Step(
        Event.CONSENT_GIVEN,
        "sanctuary.work",
        "sanctuary.owner_answers",
        "Record what the owner says",
        _at(S.CONSENT_ASKED),
    ),
    Step(Event.CONSENT_CHASED, "sanctuary.work", "sanctuary.remind_the_owner", "Remind the owner"),
    Step(Event.SURVEYED, "sanctuary.work", "sanctuary.survey", "Record the survey", _at(S.CONSENTED)),
    Step(Event.FIRE_ADVICE, "sanctuary.work", "sanctuary.fire_advice", "Record the fire service’s advice"),
    Step(Event.QUOTED, "sanctuary.work", "sanctuary.quote", "Record a quote", _at(S.SURVEYED, S.NOT_APPROVED)),
    Step(Event.APPROVED, "sanctuary.work", "sanctuary.choose", "Approve a cost", _at(S.QUOTED)),
    Step(
        Event.APPROVED,
        "sanctuary.approve_above",
        "sanctuary.second_person",
        "Decide on the cost",
        _at(S.AWAITING_APPROVAL),
    ),
    Step(Event.ORDERED, "sanctuary.work", "staying.order", "Order the works", _at(S.APPROVED)),
    Step(Event.EMERGENCY_ORDERED, "sanctuary.work", "sanctuary.emergency", "Order emergency works"),
    Step(Event.SIGNED_OFF, "sanctuary.work", "aftercare.sign", "Sign off the works", _at(S.DONE)),
    Step(Event.APPOINTMENT_MADE, "sanctuary.work", "works.how_to_come", "Say how a contractor may come safely"),
    Step(
        Event.CHECKED,
        "sanctuary.tell",
        "sanctuary.facts",
        "Record what decides whether it is possible",
        _at(S.REFERRED, S.NOT_ELIGIBLE),
    ),
    Step(Event.CHECKED, "sanctuary.tell", "sanctuary.home", "Record where her home is"),
    Step(Event.MADE_URGENT, "sanctuary.tell", "sanctuary.urgent", "Make it urgent"),
    Step(Event.WITHDRAWN, "sanctuary.tell", "sanctuary.stop", "She asks to stop"),
    Step(Event.NOT_POSSIBLE, "sanctuary.work", "sanctuary.end", "End the job: not possible"),
)


def steps(standing: Standing, actor: Actor) -> tuple[list[Step], list[Step]]:
    """The steps that this person can take now: what should happen next, and the others."""
    state = standing.state
    found = [
        step
        for step in STEPS
        if state.may(step.event) and actor.may(step.permission) and _is_its_turn(step, standing, actor)
    ]
    first = [step for step in found if state.stage in step.at]
    return first, [step for step in found if step not in first]


def _is_its_turn(step: Step, standing: Standing, actor: Actor) -> bool:
    """What the table of moves cannot know: two pages for one event, and whether there is anything to record."""
    job = standing.job
    if step.endpoint == "sanctuary.urgent":
        return job.priority != URGENT
    if step.endpoint == "sanctuary.fire_advice":
        return any(SAFE_ROOM in row.facts.get("measures", ()) for row in job.events)
    if step.endpoint == "sanctuary.choose":
        return standing.state.paper is S.QUOTED
    if step.endpoint == "sanctuary.second_person":
        asked = put_forward(job)
        return standing.state.paper is S.AWAITING_APPROVAL and asked is not None and asked.by != actor.account_id
    return True
