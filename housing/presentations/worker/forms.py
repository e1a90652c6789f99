"""Who is to work with her, and why that changes."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, LongText
from housing.households.case import SectionForm


class WorkerForm(SectionForm):
    """Another worker, with the reason."""

    to = Choice("Who is to work with her?", noun="Who is to work with her", required="Select a worker", coerce=UUID)
    reason = Choice("Why?", noun="Why", required="Select why")
    words = LongText("Anything to add", noun="What you add", hint="No names and no addresses", max_length=500, rows=3)
