"""What a person answers when they decide."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, HavenForm, LongText
from housing.placements.offers.fresh.forms import ConfirmsFirst, confirm_questions

LONGEST = 2000


class AnotherForm(ConfirmsFirst):
    """Another unit than the proposed one; its options are set by the page."""

    unit_id = Choice("Which unit?", coerce=UUID, required="Select a unit")
    reason = LongText(
        "Why this unit instead of the proposed one?",
        noun="The reason",
        hint="It is kept with the offer. Do not name anybody",
        required="Enter the reason",
        max_length=LONGEST,
        rows=3,
    )
    how, said_by, go_on_because = confirm_questions()


class HoldBackForm(HavenForm):
    """Why the proposed unit is not offered."""

    reason = LongText(
        "Why should it not be offered now?",
        noun="The reason",
        hint="It is kept with the proposal. Do not name anybody",
        required="Enter the reason",
        max_length=LONGEST,
        rows=3,
    )


class OfferForm(ConfirmsFirst):
    """A unit offered from the options; the reason is asked for where a run proposed another one."""

    reason = LongText(
        "Why this unit instead of the proposed one?",
        noun="The reason",
        hint="It is kept with the offer. Do not name anybody",
        max_length=LONGEST,
        rows=3,
    )
    how, said_by, go_on_because = confirm_questions()
