"""Making runs again and keeping how that ended: a row each, never changed."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from housing import audit, db
from housing.access import Actor, insist, system
from housing.clock import day_of
from housing.codes import setting
from housing.placements.matching.replay import Outcome, Replayed, replay_one
from housing.placements.matching.replays import queries
from housing.placements.matching.replays.differences import to_json
from housing.placements.matching.replays.models import MatchReplay
from housing.placements.matching.runs.queries import known
from housing.web.filters import plural

MOST_KEPT = 200  # differences kept of one replay; how many more there are is kept as a number
BY_NIGHT = "Nightly replay"
SIZE = "matching.replayed_runs"
SAID = {
    Outcome.SAME: "{} the same",
    Outcome.RULES_CHANGED: "{} otherwise, under rules that have changed since",
    Outcome.DIFFERENT: "{} otherwise, with nothing to explain it",
    Outcome.UNREADABLE: "{} cannot be read",
}


def make_again(run_id: UUID, *, by: Actor, now: datetime) -> Replayed:
    """Make a run again because somebody wants to know.

    Raises:
        NotFound: it is not there, or of another council.
    """
    insist(by, "run.read")
    with db.reading() as session:
        number = known(session, by, run_id).number
    return _keep(replay_one(run_id, number), by, now)


def replay_sample(authority: str, *, now: datetime) -> str:
    """Make a sample of a council's runs again, each kept as soon as it is done; a sentence for the jobs page."""
    with db.reading() as session:
        size = setting(session, SIZE, authority=authority, on=day_of(now))
        chosen = queries.sample(session, authority, size)
    by = system(BY_NIGHT)
    outcomes = Counter(_keep(replay_one(run_id, number), by, now).outcome for run_id, number in chosen)
    if not chosen:
        return "no run to make again."
    said = ", ".join(SAID[outcome].format(outcomes[outcome]) for outcome in Outcome if outcomes[outcome])
    return f"{plural(len(chosen), 'run')} made again: {said}."


def _keep(replayed: Replayed, by: Actor, now: datetime) -> Replayed:
    with db.transaction() as session:
        row = MatchReplay(
            id=uuid4(),
            run_id=replayed.run_id,
            at=now,
            by=by.account_id,
            by_name=by.name,
            outcome=replayed.outcome,
            engine=replayed.engine,
            found=json.dumps(_found(replayed)),
        )
        session.add(row)
        facts = {"number": replayed.number, "outcome": replayed.outcome.value}
        audit.record(session, by, "run.made_again", ("match_run", replayed.run_id), now=now, facts=facts)
    return replayed


def _found(replayed: Replayed) -> dict[str, object]:
    """What was found, as it is kept: the rules that have changed even where the answer is the same."""
    return {
        "differences": to_json(replayed.differences[:MOST_KEPT]),
        "more": max(0, len(replayed.differences) - MOST_KEPT),
        "rules": None if replayed.rules is None else [asdict(change) for change in replayed.rules],
        "engine_changed": replayed.engine_changed,
        "why": replayed.why,
    }
