"""Where the new home is, for whoever works with her; shown for a moment, and written down each time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from housing import audit, disclosures
from housing.access import Actor, NotFound
from housing.db import transaction
from housing.disclosures import Told
from housing.households import timeline
from housing.placements.moving.calling_off import home_of
from housing.placements.moving.planning import EDIT
from housing.presentations import queries
from housing.refusals import Refused


def reveal_new_home(*, household_id: UUID, home_id: UUID, by: Actor, now: datetime) -> str:
    """Give the address of a new home as one line; the log of disclosures, the story and the trail say who asked.

    Raises:
        NotFound: the household or the home is not there, or not for this person.
        Refused: no address was recorded.
    """
    with transaction() as session:
        presentation = queries.latest_of(session, by, household_id, EDIT)
        home = home_of(session, household_id, home_id)
        if home.presentation_id != presentation.id:
            raise NotFound("new home")
        line = ", ".join(filter(None, (home.address, home.postcode)))
        if not line:
            raise Refused("No address of the new home is recorded.")
        told = Told("home_address", "own_case")
        disclosures.shown(
            session, told, authority=presentation.authority_code, household_id=household_id, to=by, now=now
        )
        words = f"The address of her new home was shown to {by.name}."
        timeline.tell(session, household_id, "safety", words, by=by, now=now)
        audit.record(session, by, "address.disclosed", home, now=now, facts={"household": household_id})
    return line
