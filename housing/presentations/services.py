"""What may be done with a presentation. One function a use case; the rest of each is in the module named for it."""

from __future__ import annotations

from housing.presentations.deciding import end_presentation, lower_band, move_stage, raise_band
from housing.presentations.recording import record_situation
from housing.presentations.risk import record_risk
from housing.presentations.starting import start_again, start_presentation

__all__ = [
    "end_presentation",
    "lower_band",
    "move_stage",
    "raise_band",
    "record_risk",
    "record_situation",
    "start_again",
    "start_presentation",
]
