"""The question pages on how far a home must be: from one place, and from each kind of place as the council has it."""

from __future__ import annotations

from housing.forms import HavenForm, WholeNumber
from housing.households.words import WIDEST_RADIUS_M


class DistanceForm(HavenForm):
    """One distance, in metres."""

    radius_m = WholeNumber(
        "How far away must any home be?",
        noun="The distance",
        hint="In metres, in a straight line",
        required="Enter the distance in metres",
        minimum=1,
        maximum=WIDEST_RADIUS_M,
        width=5,
        suffix="metres",
    )
