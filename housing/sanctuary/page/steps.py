"""What can happen next to a job, as links: one line for each page that records an event of pathway.sanctuary_moves."""

from __future__ import annotations

from dataclasses import dataclass

from housing.access import Actor
from pathway.sanctuary import SanctuaryState
from pathway.sanctuary_moves import Event


@dataclass(frozen=True, slots=True)
class Step:
    """A page that records an event: shown where the event can happen and the person may. `first`: a button."""

    event: Event
    permission: str
    endpoint: str
    text: str
    first: bool = False


STEPS = (
    Step(Event.CONSENT_ASKED, "sanctuary.work", "sanctuary.ask_the_owner", "Ask the owner", first=True),
    Step(Event.CONSENT_GIVEN, "sanctuary.work", "sanctuary.owner_answers", "Record what the owner says", first=True),
    Step(Event.CONSENT_CHASED, "sanctuary.work", "sanctuary.remind_the_owner", "Remind the owner"),
    Step(Event.SURVEYED, "sanctuary.work", "sanctuary.survey", "Record the survey", first=True),
    Step(Event.FIRE_ADVICE, "sanctuary.work", "sanctuary.fire_advice", "Record the fire service’s advice"),
    Step(Event.QUOTED, "sanctuary.work", "sanctuary.quote", "Record a quote", first=True),
    Step(Event.APPROVED, "sanctuary.work", "sanctuary.choose", "Approve a cost", first=True),
    Step(Event.APPROVED, "sanctuary.approve_above", "sanctuary.second_person", "Approve above the limit", first=True),
    Step(Event.ORDERED, "sanctuary.work", "staying.order", "Order the works", first=True),
    Step(Event.EMERGENCY_ORDERED, "sanctuary.work", "sanctuary.emergency", "Order emergency works"),
    Step(Event.SIGNED_OFF, "sanctuary.work", "aftercare.sign", "Sign off the works", first=True),
    Step(Event.APPOINTMENT_MADE, "sanctuary.work", "works.how_to_come", "Say how a contractor may come safely"),
    Step(Event.CHECKED, "sanctuary.tell", "sanctuary.facts", "Record what decides whether it is possible"),
    Step(Event.CHECKED, "sanctuary.tell", "sanctuary.home", "Record where her home is"),
    Step(Event.MADE_URGENT, "sanctuary.tell", "sanctuary.urgent", "Make it urgent"),
    Step(Event.WITHDRAWN, "sanctuary.tell", "sanctuary.stop", "She asks to stop"),
    Step(Event.NOT_POSSIBLE, "sanctuary.work", "sanctuary.end", "End the job: not possible"),
)
WAITING = frozenset({"sanctuary.choose", "sanctuary.second_person"})


def steps(state: SanctuaryState, actor: Actor, *, urgent: bool) -> tuple[list[Step], list[Step]]:
    """The steps that this person can take now: those that move the job on, and the others."""
    found = [
        step
        for step in STEPS
        if state.may(step.event) and actor.may(step.permission) and _is_its_turn(step, state, urgent=urgent)
    ]
    return [step for step in found if step.first], [step for step in found if not step.first]


def _is_its_turn(step: Step, state: SanctuaryState, *, urgent: bool) -> bool:
    """One event may be recorded on different pages: which of them is meant depends on where the job stands."""
    if step.event is Event.MADE_URGENT:
        return not urgent
    if step.endpoint in WAITING:
        above = state.may(Event.APPROVED) and not state.may(Event.PUT_FORWARD)
        return above == (step.endpoint == "sanctuary.second_person")
    return True
