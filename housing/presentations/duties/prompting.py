"""What the law says in one case (pathway.prompts), from what is on record; and dismissing it with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households.models import Household
from housing.households.queries import PARTS
from housing.presentations import opening
from housing.presentations.duties.models import PromptDismissal
from housing.presentations.duties.queries import Owing, owing_of
from housing.presentations.models import Presentation
from housing.presentations.nights.counting import is_family
from housing.presentations.queries import current_stage
from housing.presentations.situation import STAYING, pregnant
from housing.refusals import Refused
from housing.web.filters import said_moment
from pathway.calendar import age_on
from pathway.prompts import Facts, Raised, prompts
from pathway.stages import Stage


def raised_in(presentation: Presentation, owing: Owing, today: date) -> list[Raised]:
    """What the law says here and nobody has dismissed on these facts; the household must be loaded whole."""
    dismissed = {(each.prompt, each.basis) for each in owing.dismissals}
    raised = speaking(presentation, owing, today)
    return [each for each in raised if (each.prompt.id, basis(each)) not in dismissed]


def speaking(presentation: Presentation, owing: Owing, today: date) -> tuple[Raised, ...]:
    """What the law says here, dismissed or not."""
    return prompts(facts_of(presentation, owing, today), today, owing.law.prompts)


def facts_of(presentation: Presentation, owing: Owing, today: date) -> Facts:
    """The facts on record on a day."""
    household, said = presentation.household, presentation.situation
    lead = household.people[0] if household.people else None
    return Facts(
        nowhere_safe=said.get("nowhere_safe_tonight"),
        staying=said.get(STAYING),
        duties=frozenset(duty.kind for duty in owing.duties if duty.ended_at is None),
        decided=bool(owing.decisions),
        has_plan=owing.planned,
        children=is_family(household, today) and not household.births,
        pregnant=pregnant(household),
        lead_age=age_on(lead.born, today) if lead and lead.born else None,
        immigration=household.immigration,
        concerns=len(household.concerns),
        in_hotel=owing.in_hotel,
        nights=owing.nights.nights,
        untold=sum(each.district is not None and each.notice is None for each in owing.stays),
        moving_on=current_stage(presentation) is Stage.MOVING_ON,
    )


def basis(raised: Raised) -> str:
    """A digest of the facts that raised a prompt: another as soon as they change."""
    return hashlib.sha256("\n".join((raised.prompt.id, *raised.raised_by)).encode()).hexdigest()


def find(raised: Iterable[Raised], prompt: str) -> Raised:
    """The one of that id.

    Raises:
        NotFound: it does not speak here.
    """
    found = next((each for each in raised if each.prompt.id == prompt), None)
    if found is None:
        raise NotFound("prompt")
    return found


def dismiss_prompt(*, presentation_id: UUID, prompt: str, why: str, by: Actor, now: datetime) -> PromptDismissal:
    """Say why a prompt is nothing here; it comes back when the facts that raised it change.

    Raises:
        NotFound: not there, or not for this person, or the prompt does not speak here.
        Refused: no reason; or somebody has dismissed it (says who).
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id)
        if not why.strip():
            raise Refused("Enter why it does not matter here.", field="why")
        _load(session, presentation)
        today = day_of(now)
        owing = owing_of(session, presentation, today)
        raised = find(speaking(presentation, owing, today), prompt)
        first = next((each for each in owing.dismissals if (each.prompt, each.basis) == (prompt, basis(raised))), None)
        if first is not None:
            raise Refused(f"{first.by_name} dismissed this at {said_moment(first.at)}.")
        row = PromptDismissal(
            presentation_id=presentation.id, prompt=prompt, basis=basis(raised), why=why.strip(), at=now,
            by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        audit.record(session, by, "prompt.dismissed", presentation, now=now, facts={"prompt": prompt})
    return row


def _load(session: Session, presentation: Presentation) -> None:
    """The people and the people of concern, for the facts."""
    query = select(Household).where(Household.id == presentation.household_id)
    session.scalars(query.options(PARTS["people"], PARTS["concerns"], PARTS["births"])).one()
