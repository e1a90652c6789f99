"""A presentation about to be changed: the actor's to change, open, and not saved by somebody else in between."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from housing.access import Actor, insist
from housing.households.editing import EDIT
from housing.households.models import Household
from housing.presentations import queries
from housing.presentations.models import Presentation
from housing.refusals import Outdated, Refused


def opened(
    session: Session, by: Actor, presentation_id: UUID, *, version: int | None = None, permission: str = EDIT
) -> Presentation:
    """The presentation with its household, locked until the transaction ends, with its version moved on.

    `version` is what the page was opened with; None where there was no page.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        NotFound: it is not there, or not for this person.
        Refused: it has ended.
        Outdated: somebody saved it since.
    """
    insist(by, permission)
    keep_households(session, [presentation_id])
    session.execute(select(Presentation.id).where(Presentation.id == presentation_id).with_for_update())
    presentation = queries.to_decide(session, by, presentation_id, permission)
    if presentation.ended_at is not None:
        raise Refused("This presentation has ended. Start a new one from the household's page.")
    if version is not None and version != presentation.version:
        raise Outdated("this presentation")
    flag_modified(presentation, "reference")
    return presentation


def keep_households(session: Session, presentation_ids: Iterable[UUID]) -> None:
    """Keep the households of presentations from being changed, before the presentations are locked (ADR 34).

    Whoever locks a presentation alone and then writes a row of its household's story waits for whoever changes the
    household, who may be waiting for the presentation: neither would end.
    """
    whose = select(Presentation.household_id).where(Presentation.id.in_(presentation_ids))
    kept = select(Household.id).where(Household.id.in_(whose)).order_by(Household.id)
    session.execute(kept.with_for_update(read=True, key_share=True))
