"""Confirming something unlikely."""

from __future__ import annotations

from housing.forms import HavenForm, Hidden, Text
from housing.presentations.summary.checking import LONGEST


class ConfirmForm(HavenForm):
    """Which facts are confirmed, and a word on it."""

    basis = Hidden()
    note = Text("Why it is so, if it helps whoever reads it next", noun="The note", max_length=LONGEST)
