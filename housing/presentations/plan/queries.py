"""A case's plan: the assessment, its steps in order with what was said of each, and its versions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from housing.access import NotFound
from housing.presentations.plan.models import PlanAssessment, PlanStep, PlanVersion
from pathway.plans import ASSESSED, WHO, WORDS, Said


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a version, as she reads it."""

    words: str
    who: str
    by_on: date | None
    said: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """A version as she reads it. `assessed`: (heading, words); none and `agreed` None in those from before both were
    kept. `because`: why the two could not agree. `goals`: the steps under their goals, in order."""

    assessed: tuple[tuple[str, str], ...]
    agreed: bool | None
    because: str | None
    goals: dict[str, list[Line]]


def assessment_of(session: Session, presentation_id: UUID) -> PlanAssessment | None:
    """The assessment that stands, of a case that the caller may see."""
    query = select(PlanAssessment).where(PlanAssessment.presentation_id == presentation_id)
    return session.scalars(query.order_by(PlanAssessment.position.desc()).limit(1)).first()


def parts_of(assessment: PlanAssessment | None) -> dict[str, str]:
    """The parts of an assessment (pathway.plans.ASSESSED) as they stand; none where there is none."""
    return {part: getattr(assessment, part) for part in ASSESSED} if assessment is not None else {}


def steps_of(session: Session, presentation_id: UUID) -> Sequence[PlanStep]:
    """Every step of a plan that the caller may see."""
    query = select(PlanStep).where(PlanStep.presentation_id == presentation_id).options(selectinload(PlanStep.events))
    return session.scalars(query.order_by(PlanStep.position)).all()


def said_of(step: PlanStep) -> list[Said]:
    """What was said of a step so far; its events must be loaded."""
    return [Said(each.event) for each in step.events]


def versions_of(session: Session, presentation_id: UUID) -> Sequence[PlanVersion]:
    """Every version, newest first."""
    query = select(PlanVersion).where(PlanVersion.presentation_id == presentation_id)
    return session.scalars(query.order_by(PlanVersion.number.desc())).all()


def last_version(session: Session, presentation_id: UUID) -> PlanVersion | None:
    """The version that stands."""
    return next(iter(versions_of(session, presentation_id)), None)


def version_of(session: Session, presentation_id: UUID, number: int) -> PlanVersion:
    """One version.

    Raises:
        NotFound: the plan has none of that number.
    """
    found = next((each for each in versions_of(session, presentation_id) if each.number == number), None)
    if found is None:
        raise NotFound("version")
    return found


def is_planned(session: Session, presentation_id: UUID) -> bool:
    """Whether a plan has been gone through with her."""
    return bool(session.scalar(select(exists().where(PlanVersion.presentation_id == presentation_id))))


def given(version: PlanVersion) -> Given:
    """A version in her words, with all that s189A wants in it."""
    kept = json.loads(version.content)
    whole = kept if isinstance(kept, dict) else {"steps": kept}
    parts = whole.get("assessment", {})
    assessed = tuple((heading, parts[part]) for part, heading in ASSESSED.items() if parts.get(part))
    return Given(assessed, whole.get("agreed"), whole.get("because"), _lines(whole["steps"]))


def _lines(steps: Iterable[dict[str, Any]]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for each in steps:
        by_on = date.fromisoformat(each["by_on"]) if each["by_on"] else None
        said = WORDS[Said(each["said"])] if each["said"] else ""
        line = Line(each["words"], WHO.get(each["who"], each["who"]), by_on, said, each["why"])
        found.setdefault(each["goal"], []).append(line)
    return found
