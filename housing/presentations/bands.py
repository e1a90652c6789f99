"""The priority band in force: worked out again with every fact that matters, and changed by hand with a reason.

A decision by hand stands until the facts become more urgent than it, and than they were when it was made.
Works inside the caller's transaction. Why: docs/adr/0028.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.households import timeline
from housing.households.models import Household
from housing.presentations import situation
from housing.presentations.models import BandDecision, Presentation
from housing.presentations.moments import following
from pathway.bands import LEAST_URGENT
from pathway.priority import Banding


def review(
    session: Session, presentation: Presentation, household: Household, *, by: Actor, now: datetime
) -> BandDecision | None:
    """Work the band out from the facts and store it if it changes. The new decision, if any.

    Needs the presentation's risks and bands and the household's births loaded.
    """
    found = situation.banding(presentation, household, day_of(now))
    last = presentation.bands[-1] if presentation.bands else None
    if last is not None and not _moves(last, found.band):
        return None
    return _decide(session, presentation, found.band, found, by=by, now=now)


def set_by_hand(
    session: Session,
    presentation: Presentation,
    household: Household,
    band: int,
    *,
    reason: str,
    by: Actor,
    now: datetime,
) -> BandDecision:
    """Store a person's decision; whether they may was the caller's to check. The facts' own steps go with it."""
    found = situation.banding(presentation, household, day_of(now))
    return _decide(session, presentation, band, found, by=by, now=now, reason=reason)


def from_facts(steps: Iterable[Mapping[str, Any]]) -> int:
    """The band that stored steps give: the first that is taken to hold."""
    return next((int(step["band"]) for step in steps if step["taken"]), LEAST_URGENT)


def _moves(last: BandDecision, found: int) -> bool:
    if not last.by_person:
        return found != last.band
    return found < last.band and found < from_facts(last.steps)


def _decide(
    session: Session,
    presentation: Presentation,
    band: int,
    found: Banding,
    *,
    by: Actor,
    now: datetime,
    reason: str | None = None,
) -> BandDecision:
    before = presentation.bands[-1] if presentation.bands else None
    decision = BandDecision(
        presentation_id=presentation.id,
        at=following(now, before.at if before else None),
        by=by.account_id,
        band=band,
        steps=situation.as_rows(found),
        by_person=reason is not None,
        reason=reason,
    )
    presentation.bands.append(decision)
    words = _words(before, decision, found)
    timeline.tell(session, presentation.household_id, "band", words, by=by, now=now)
    audit.record(
        session, by, "presentation.band", presentation, now=now,
        facts={"from": before.band if before else None, "to": band, "by_person": decision.by_person},
    )  # fmt: skip
    return decision


def _words(before: BandDecision | None, decision: BandDecision, found: Banding) -> str:
    if decision.reason is not None and before is not None:
        verb = "raised" if decision.band < before.band else "lowered"
        return f"Band {verb} from {before.band} to {decision.band}: {decision.reason}"
    moved = f"Band {decision.band}" if before is None else f"Band changed from {before.band} to {decision.band}"
    return f"{moved}: {found.because[:1].lower()}{found.because[1:]}."
