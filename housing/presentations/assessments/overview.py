"""Every form in use with what stands of it: for whom, what is open, what it came to last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from housing.households.models import Person
from housing.presentations.assessments.models import Assessment
from housing.presentations.assessments.starting import CHILD
from housing.presentations.assessments.words import result
from housing.presentations.question_sets.models import StoredQuestionSet


@dataclass(frozen=True, slots=True)
class Standing:
    """One form for one person: `called` is the child, "" for whoever asks for help. None: there is none."""

    person_id: UUID | None
    called: str
    open: Assessment | None
    last: Assessment | None
    result: str

    @property
    def last_at(self) -> datetime | None:
        """When it was completed last."""
        return self.last.completed_at if self.last else None


@dataclass(frozen=True, slots=True)
class FormStanding:
    """One form in use and how it stands for each person that it can be about."""

    form: StoredQuestionSet
    people: list[Standing]


def overview(
    forms: Sequence[StoredQuestionSet],
    current: Sequence[Assessment],
    people: Sequence[Person],
) -> list[FormStanding]:
    """How every form in use stands; a form about children once for each child."""
    children = [(person.id, person.name or "A child, name not given") for person in people if person.role == CHILD]
    asker: list[tuple[UUID | None, str]] = [(None, "")]
    return [
        FormStanding(
            form,
            [
                _standing(form.key, person_id, called, current)
                for person_id, called in (children if form.about == CHILD else asker)
            ],
        )
        for form in forms
    ]


def _standing(key: str, person_id: UUID | None, called: str, current: Sequence[Assessment]) -> Standing:
    own = [each for each in current if (each.key, each.person_id) == (key, person_id)]
    open_ = next((each for each in own if each.is_open), None)
    last = max(
        (each for each in own if each.completed_at is not None), key=lambda each: each.completed_at or each.started_at,
        default=None,
    )  # fmt: skip
    return Standing(person_id, called, open_, last, result(last, last.question_set.highest) if last else "")
