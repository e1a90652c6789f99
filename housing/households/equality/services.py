"""Equality monitoring: what she chooses to answer, sealed, each save a row of its own. No rule and no page of a case
reads it; reports count it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from housing import audit, codes
from housing.access import Actor
from housing.db import transaction
from housing.households import editing
from housing.households.equality.models import EqualityAnswers
from housing.households.equality.queries import QUESTIONS, latest
from housing.refusals import Refused


def save_answers(*, household_id: UUID, answers: Mapping[str, str | None], by: Actor, now: datetime) -> EqualityAnswers:
    """Store what the person who asks for help answered; None is not asked. The same again adds nothing.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: an answer is not of its list.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        kept = {name: answers.get(name) for name in QUESTIONS}
        for name, answer in kept.items():
            if answer is not None and answer not in codes.choices(
                session, f"equality_{name}", household.authority_code
            ):
                raise Refused("Select an answer from the list.", field=name)
        stored = json.dumps(kept, sort_keys=True)
        last = latest(session, household_id)
        if last is not None and last.answers == stored:
            return last
        row = EqualityAnswers(household_id=household_id, answers=stored, at=now, by=by.account_id, by_name=by.name)
        session.add(row)
        audit.record(session, by, "household.equality_saved", household, now=now)
    return row
