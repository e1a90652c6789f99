"""A sample of each council's runs made again by night."""

from __future__ import annotations

from datetime import datetime

from housing.jobs.matching import councils
from housing.placements.matching.replays.services import replay_sample


def replay_for_every_council(*, now: datetime) -> list[str]:
    """A sentence for each council."""
    return [f"{name}: {replay_sample(code, now=now)}" for code, name in councils()]
