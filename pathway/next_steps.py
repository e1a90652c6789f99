"""The one thing to do next on a case, and why: what keeps her safe, then what is late, then what is owed soonest.

It says what helps most now, never that the rest does not matter: the tasks and the clocks are listed in full.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from pathway.stages import SEEKING, Stage


class Where(StrEnum):
    """Where the step is done; the shell knows the page."""

    WORKER = "worker"
    CONTACT = "contact"
    SITUATION = "situation"
    RISK = "risk"
    OPTIONS = "options"
    HOMES = "homes"
    HANDOVER = "handover"
    TASKS = "tasks"
    CLOCKS = "clocks"
    QUESTIONS = "questions"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Due:
    """Something owed: what it is called, by when, and whether it is urgent."""

    title: str
    due_at: datetime
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A statutory clock that runs: its title and its last day."""

    title: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one case stands.

    `nowhere_safe` None is not known; `place_held` while a unit is held for her, whoever has still to answer;
    `missing` are questions that block something.
    """

    stage: Stage
    today: date
    now: datetime
    worker: bool = True
    contact_agreed: bool = True
    nowhere_safe: bool | None = False
    place_held: bool = False
    risk_entered: bool = True
    handover_waits: bool = False
    tasks: tuple[Due, ...] = ()
    clocks: tuple[Clock, ...] = field(default=())
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence that begins with what to do, why it is first, and where it is done."""

    sentence: str
    because: str
    where: Where


CLOSE = 7  # days before its last day at which a clock comes before what is only due
DEFAULTS = {
    Stage.FIRST_CONTACT: Step("Start the assessment with her", "First contact has been made", Where.STAGE),
    Stage.ASSESSMENT: Step("Show her where she could go", "Nothing else is owed at the moment", Where.OPTIONS),
    Stage.SAFE_TONIGHT: Step("Find her somewhere safe", "She has nowhere safe of her own yet", Where.OPTIONS),
    Stage.PLACED: Step("Ask her how the first days are", "Nothing else is owed at the moment", Where.STAGE),
    Stage.SETTLING: Step("Ask her whether she is ready to move on", "Nothing else is owed at the moment", Where.STAGE),
    Stage.MOVING_ON: Step("Record her move once it is made", "Nothing else is owed at the moment", Where.STAGE),
    Stage.RESETTLED: Step("Close the case, or start again", "Nothing else is owed at the moment", Where.STAGE),
}


def next_step(standing: Standing) -> Step | None:
    """What to do next; None once the pathway is closed.

    In this order: somebody works with her; she has somewhere safe tonight; it is known how to reach her and how great
    the risk is; a handover is answered; what is urgent or late; a clock that ends within a week; a question that blocks
    something while a place is sought; what is due; what the stage leads to.
    """
    if standing.stage is Stage.CLOSED:
        return None
    return _safety(standing) or _late(standing) or _soon(standing) or DEFAULTS[standing.stage]


def _safety(standing: Standing) -> Step | None:
    if not standing.worker:
        return Step("Name a worker for this case", "Nobody works with her", Where.WORKER)
    if standing.nowhere_safe:
        return _tonight(standing)
    if not standing.contact_agreed:
        return Step("Agree how it is safe to reach her", "Until then nobody may call or write to her", Where.CONTACT)
    if standing.nowhere_safe is None and standing.stage in SEEKING:
        return Step("Ask whether she is safe tonight", "Until it is known, the worse is assumed", Where.SITUATION)
    if not standing.risk_entered:
        return Step("Assess the risk with her", "Until then she cannot be in band 1", Where.RISK)
    if standing.handover_waits:
        return Step("Answer the handover, or see who does", "The case is offered to somebody else", Where.HANDOVER)
    return None


def _tonight(standing: Standing) -> Step:
    if standing.place_held:
        return Step(
            "See through the place that is held for her", "She has nowhere safe until she has arrived", Where.HOMES
        )
    return Step("Find her somewhere safe tonight", "She has nowhere safe tonight", Where.OPTIONS)


def _late(standing: Standing) -> Step | None:
    pressing = [due for due in standing.tasks if due.urgent or due.due_at < standing.now]
    if not pressing:
        return None
    first = min(pressing, key=lambda due: (not due.urgent, due.due_at, due.title))
    late = first.due_at < standing.now
    return Step(first.title, "It is overdue" if late else "It is urgent", Where.TASKS)


def _soon(standing: Standing) -> Step | None:
    ending = [clock for clock in standing.clocks if (clock.last_day - standing.today).days <= CLOSE]
    if ending:
        first = min(ending, key=lambda clock: (clock.last_day, clock.title))
        return Step(f"Act on “{first.title}”", _ends(first, standing.today), Where.CLOCKS)
    if standing.missing and standing.stage in SEEKING:
        return Step(f"Ask about “{standing.missing[0]}”", "Something waits for the answer", Where.QUESTIONS)
    if standing.tasks:
        due = min(standing.tasks, key=lambda due: (due.due_at, due.title))
        return Step(due.title, "It is what is due first", Where.TASKS)
    return None


def _ends(clock: Clock, today: date) -> str:
    days = (clock.last_day - today).days
    if days < 0:
        return "Its last day has passed"
    return {0: "It ends today", 1: "It ends tomorrow"}.get(days, f"It ends in {days} days")
