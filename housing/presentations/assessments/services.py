"""What may be done with an assessment. One function a use case; the rest of each is in the module named for it."""

from __future__ import annotations

from housing.presentations.assessments.answering import save_part, set_aside
from housing.presentations.assessments.finishing import finish_assessment
from housing.presentations.assessments.starting import start_assessment

__all__ = ["finish_assessment", "save_part", "set_aside", "start_assessment"]
