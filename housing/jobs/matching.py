"""The daily run, for every council of the installation; one council's fault does not keep another from its run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select

from housing import db
from housing.clock import day_of
from housing.people.models import Authority
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import MatchRun
from housing.refusals import Refused


def run_every_council(*, now: datetime) -> list[str]:
    """Make today's run for each council; a sentence for each."""
    return [_run(code, name, now) for code, name in _councils()]


def run_where_today_has_none(*, now: datetime) -> list[str]:
    """The same, but only for councils that have no run of today yet: when an installation starts."""
    return [_run(code, name, now) for code, name in _councils(without_run_of=now)]


def _councils(without_run_of: datetime | None = None) -> list[tuple[str, str]]:
    query = select(Authority.code, Authority.name).order_by(Authority.code)
    if without_run_of is not None:
        made = exists().where(MatchRun.authority_code == Authority.code, MatchRun.as_of == day_of(without_run_of))
        query = query.where(~made)
    with db.reading() as session:
        return [(code, name) for code, name in session.execute(query)]


def _run(code: str, name: str, now: datetime) -> str:
    try:
        run = make_run(authority=code, by=daily(code), now=now)
    except Refused as refused:
        return f"{name}: {refused}"
    placed, households = run.counts["placed"], run.counts["households"]
    return f"{name}: run {run.number} proposes a place for {placed} of {households} households."
