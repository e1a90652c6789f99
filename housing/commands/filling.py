"""Made-up data where there is none, and today's run where its slot has passed and nobody has made it."""

from __future__ import annotations

import click
from sqlalchemy import select

from housing import clock, db
from housing.config import Settings
from housing.jobs.catalogue import MATCHING, jobs_of
from housing.jobs.queries import latest
from housing.jobs.running import run_due
from housing.people.models import Account
from housing.people.queries import made_up_accounts
from housing.unusable import Unusable
from seed import loading


class HalfFilled(Unusable):
    """A database of somebody's own holds part of the made-up data: not to be shown as if it were a council."""


def fill(_settings: Settings) -> None:
    """Fill the empty database that is bound, and say so, since it takes a while."""
    click.echo("Filling in made-up data. This is done once and takes about half a minute …")
    loading.load(now=clock.now())


def fill_named(settings: Settings) -> None:
    """Fill the database that DATABASE_URL names, where nobody has an account yet; it is bound, and cannot be renamed.

    Raises:
        HalfFilled: an earlier filling was cut short.
    """
    with db.reading() as session:
        empty = session.scalar(select(Account.id).limit(1)) is None
        half = bool(made_up_accounts(session)) and not loading.is_whole(session)
    if half:
        raise HalfFilled(
            "Filling in the made-up data was cut short in the database that DATABASE_URL names. "
            "Empty that database, or name another, and start again."
        )
    if empty:
        fill(settings)


def make_todays_run(settings: Settings) -> str:
    """Make the daily run through its slot, if nobody has; what the jobs page says of it."""
    run_due(next(job for job in jobs_of(settings) if job.name == MATCHING), now=clock.now())
    with db.reading() as session:
        return latest(session)[MATCHING].words or "Today's run is being made."
