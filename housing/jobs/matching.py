"""The daily run, for every council of the installation; one council's fault does not keep another from its run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select

from housing import db
from housing.people.models import Authority, Organisation
from housing.placements.matching.runs.making import daily, make_run
from housing.refusals import Refused


def run_every_council(*, now: datetime) -> list[str]:
    """Make today's run for each council; a sentence for each."""
    return [_run(code, name, now) for code, name in councils()]


def councils() -> list[tuple[str, str]]:
    """Every council that has a team here: its code and its name."""
    with db.reading() as session:
        own = exists().where(Organisation.authority_code == Authority.code, Organisation.kind == "council")
        found = session.execute(select(Authority.code, Authority.name).where(own).order_by(Authority.code))
        return [(code, name) for code, name in found]


def _run(code: str, name: str, now: datetime) -> str:
    try:
        run = make_run(authority=code, by=daily(code), now=now)
    except Refused as refused:
        return f"{name}: {refused}"
    placed, households = run.counts["placed"], run.counts["households"]
    return f"{name}: run {run.number} proposes a place for {placed} of {households} households."
