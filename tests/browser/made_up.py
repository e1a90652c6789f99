"""Fill the installation that the environment describes, as `haven start` does the first time."""

from __future__ import annotations

from housing import clock
from housing.config import Settings
from housing.installation import opened
from housing.jobs.catalogue import MATCHING, jobs_of
from housing.jobs.running import run_due
from seed import loading


def make_the_run(settings: Settings) -> None:
    """The daily run, through its slot, as the jobs page tells of it."""
    run_due(next(job for job in jobs_of(settings) if job.name == MATCHING), now=clock.now())


if __name__ == "__main__":
    with opened(migrate=True) as ready:
        loading.load(now=clock.now())
        make_the_run(ready)
