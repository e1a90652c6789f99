"""The pathway guide kept, and what is not done escalated, for every council."""

from __future__ import annotations

from datetime import datetime

from housing.access import system
from housing.jobs.matching import councils
from housing.presentations.guide.keeping import keep
from housing.presentations.handover.services import lapse
from housing.web.filters import plural
from housing.work.escalating import escalate

HANDOVERS = system("Handovers")


def keep_every_council(now: datetime) -> str:
    """What the guide has made due, and what facts have kept."""
    rounds = [keep(code, now=now) for code, _ in councils()]
    said = [
        f"{plural(sum(each.raised for each in rounds), 'task')} raised",
        f"{plural(sum(each.settled for each in rounds), 'task')} settled",
        f"{plural(sum(each.settling for each in rounds), 'household')} settling",
    ]
    lapsed = lapse(by=HANDOVERS, now=now)
    if lapsed:
        said.append(f"{plural(lapsed, 'handover')} lapsed")
    return f"{', '.join(said)}."


def escalate_all(now: datetime) -> str:
    """How many tasks went to somebody else."""
    moved = escalate(now=now)
    return f"{plural(moved, 'task')} escalated." if moved else "Nothing to escalate."
