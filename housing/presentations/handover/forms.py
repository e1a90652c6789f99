"""To whom a case is offered, and why somebody says no."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, HavenForm, LongText
from housing.households.case import SectionForm
from housing.presentations.handover.services import Asked

COLLEAGUE, TEAM = "colleague", "team"


class HandOverForm(SectionForm):
    """A colleague or another team, and why."""

    to = Choice("To whom?", noun="To whom", required="Select a colleague or a team")
    reason = LongText(
        "Why, and what should they know first?",
        noun="Why",
        hint="No names and no addresses: they see the rest once they have accepted",
        required="Enter why",
        max_length=1000,
        rows=4,
    )
    without_consent = LongText(
        "If she has not agreed to another team: why is it handed over all the same?",
        noun="Why it is handed over without her consent",
        hint="Only where keeping her or a child safe needs it. Leave it empty where she has agreed",
        max_length=500,
        rows=3,
    )

    def asked(self) -> Asked:
        """The answers as the service takes them; the choice was checked against the list."""
        kind, _, identity = str(self.to.data).partition(":")
        chosen = UUID(identity)
        return Asked(
            reason=self.reason.data or "",
            account=chosen if kind == COLLEAGUE else None,
            organisation=chosen if kind == TEAM else None,
            without_consent=self.without_consent.data,
        )


class TurnDownForm(HavenForm):
    """Why not."""

    words = LongText(
        "Why can you not take it?", noun="Why", hint="No names and no addresses", required="Enter why",
        max_length=500, rows=3,
    )  # fmt: skip
