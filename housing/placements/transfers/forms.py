"""That an offer is a transfer."""

from __future__ import annotations

from housing.forms import Choice, HavenForm, LongText, Option
from housing.placements.transfers.services import KINDS, LONGEST


class TransferForm(HavenForm):
    """Which sort of transfer, and why."""

    kind = Choice(
        "Which sort of transfer is it?", noun="The sort of transfer", required="Select which sort of transfer it is",
        options=Option.each(KINDS.items()),
    )  # fmt: skip
    reason = LongText(
        "Why do they move?", noun="Why they move", hint="It is kept sealed with the offer. Do not name anybody",
        required="Enter why they move", max_length=LONGEST, rows=3,
    )  # fmt: skip
