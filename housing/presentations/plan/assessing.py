"""The assessment that a plan rests on: her circumstances, the home and support that she and hers need (s189A(2))."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.presentations import opening
from housing.presentations.duties.asking import ask
from housing.presentations.letters.checking import refuse_addresses
from housing.presentations.models import Presentation
from housing.presentations.plan.models import PlanAssessment
from housing.presentations.plan.queries import assessment_of, is_planned, parts_of
from housing.refusals import Refused
from pathway.plans import why_not_assessed


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out, in words that she reads: pathway.plans.ASSESSED."""

    circumstances: str
    home: str
    support: str


def record_assessment(
    *, presentation_id: UUID, found: Found, by: Actor, now: datetime, version: int | None = None
) -> PlanAssessment:
    """Keep the assessment as a new row; the one that stands, where it says the same.

    Where she has a plan already, somebody is asked to go through it with her again and give her what has changed
    (s189A(9) and (10)).

    Raises:
        NotFound: not there, or not for this person.
        Refused: a part is missing, or holds an address.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        parts = {part: words.strip() for part, words in asdict(found).items()}
        stop = why_not_assessed(parts)
        if stop is not None:
            raise Refused(stop[1], field=stop[0])
        for part, words in parts.items():
            refuse_addresses(session, presentation.household_id, words, field=part)
        before = assessment_of(session, presentation.id)
        if before is not None and parts_of(before) == parts:
            return before
        row = PlanAssessment(
            id=uuid4(), presentation_id=presentation.id, position=before.position + 1 if before else 0, **parts,
            at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        if is_planned(session, presentation.id):
            ask(
                session, presentation, kind="plan-again", title="Go through the plan with her again",
                why="Her circumstances or needs have been assessed anew since she was given the plan (s189A(9)).",
                due_on=day_of(now), once=again(presentation), by=by, now=now,
            )  # fmt: skip
        words = "Her circumstances and needs were assessed with her."
        timeline.tell(session, presentation.household_id, "plan", words, by=by, now=now)
        audit.record(session, by, "plan.assessed", row, now=now, facts={"position": row.position})
    return row


def again(presentation: Presentation) -> str:
    """The cause of the task to go through the plan once more; the next version settles it."""
    return f"plan-again:{presentation.id}"
