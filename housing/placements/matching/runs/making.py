"""Making a run: read one moment, match outside any transaction, store everything in one.

Killed at any moment, nothing half-made is stored, and the lease goes with the connection that held it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select, text

from allocation.catalogue_digest import catalogue_document
from allocation.match import Unsafe
from allocation.problem import BadProblem, read_problem
from allocation.tally import Tally, tally
from housing import audit, db
from housing.access import Actor, Grant, NotFound, Role, insist, system
from housing.placements.matching.edits.honouring import Honoured, honour, solve
from housing.placements.matching.edits.stored import as_text
from housing.placements.matching.edits.today import Today, read_today
from housing.placements.matching.runs.spacing import spaced
from housing.placements.matching.runs.unused import unused
from housing.placements.matching.snapshot import LeftOut, Snapshot
from housing.placements.models import MatchRun, Proposal
from housing.placements.rule_book.counting import counted
from housing.refusals import Refused

LEASE, NUMBER = 815_011, 815_012  # advisory locks: one run at a time for a council; one number at a time for all


class RunUnderWay(Refused):
    """Somebody, or the daily job, is making a run for this council at this moment."""

    def __init__(self) -> None:
        super().__init__("A run is being made at this moment. Open today's run again in a few seconds.")


class RunFailed(Refused):
    """The facts could not be matched, or the checker found a breach. Nothing was stored."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A problem, its answer, why each unit it leaves empty is empty, how often each rule decided, the pins honoured."""

    snapshot: Snapshot
    result: dict[str, Any]
    empty: list[dict[str, Any]]
    tallied: dict[str, Tally]
    honoured: Honoured


def daily(authority: str) -> Actor:
    """Haven itself, as it makes one council's daily run; it belongs to no organisation."""
    return system("Daily run", [Grant(Role.HOMELESSNESS, UUID(int=0), authority)])


def make_run(*, authority: str, by: Actor, now: datetime) -> MatchRun:
    """Match one council as it stands now, and store problem, answer and proposals together.

    Raises:
        RunUnderWay: another run of this council is being made.
        RunFailed: the facts cannot be matched; nothing is stored.
        NotFound: the council is not one of the person's.
    """
    insist(by, "run.start")
    if authority not in by.extent("run.start").authorities:
        raise NotFound("authority")
    began = perf_counter()
    with _lease(authority):
        today = read_today(authority, now)
        matched = _match(today)
        made_at = now + timedelta(seconds=perf_counter() - began)
        return _publish(authority, matched, by=by, began_at=now, made_at=made_at)


@contextmanager
def _lease(authority: str) -> Iterator[None]:
    """One run of a council at a time. The lock belongs to a connection of its own: whoever dies lets go of it."""
    key = zlib.crc32(authority.encode()) & 0x7FFFFFFF
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        arguments = {"lease": LEASE, "key": key}
        if not connection.scalar(text("select pg_try_advisory_lock(:lease, :key)"), arguments):
            raise RunUnderWay
        try:
            yield
        finally:
            connection.execute(text("select pg_advisory_unlock(:lease, :key)"), arguments)


def _match(today: Today) -> Matched:
    began = perf_counter()
    try:
        matched = _answer(today.snapshot, today, began)
        while (snapshot := spaced(matched.snapshot, matched.result, pinned=_pinned(matched))) is not None:
            matched = _answer(snapshot, today, began)
        return matched
    except BadProblem as bad:
        raise RunFailed(
            f"The facts cannot be matched, so nothing was stored. The first fault: {bad.faults[0]}."
        ) from bad
    except Unsafe as unsafe:
        raise RunFailed("The answer did not pass its safety check, so nothing was stored.") from unsafe


def _pinned(matched: Matched) -> list[UUID]:
    return [pin.household_id for pin in matched.honoured.pins]


def _answer(snapshot: Snapshot, today: Today, began: float) -> Matched:
    problem = read_problem(snapshot.as_bytes())
    honoured = honour(snapshot, problem, today.edits)
    result, honoured = solve(problem, honoured, clock=perf_counter, read=perf_counter() - began)
    return Matched(snapshot, result, unused(problem, result), tally(problem), honoured)


def _publish(
    authority: str,
    matched: Matched,
    *,
    by: Actor,
    began_at: datetime,
    made_at: datetime,
) -> MatchRun:
    snapshot, result = matched.snapshot, matched.result
    with db.transaction() as session:
        session.execute(select(func.pg_advisory_xact_lock(NUMBER)))
        run = MatchRun(
            id=uuid4(),
            number=(session.scalar(select(func.max(MatchRun.number))) or 0) + 1,
            authority_code=authority,
            as_of=date.fromisoformat(snapshot.document["as_of"]),
            began_at=began_at,
            made_at=made_at,
            made_by=by.account_id,
            made_by_name=by.name,
            problem=snapshot.as_bytes().decode(),
            result=json.dumps(result, separators=(",", ":")),
            edits=as_text(matched.honoured.edits),
            problem_sha256=result["problem_sha256"],
            engine=result["engine"],
            catalogue=catalogue_document(),
            status=result["status"],
            counts={**_counts(snapshot, result), "unused": matched.empty, "edits": matched.honoured.as_counted()},
        )
        session.add(run)
        session.flush()
        session.add_all([*_proposals(run, snapshot, result), *counted(run.id, matched.tallied)])
        session.flush()
        facts = {"number": run.number, "placed": len(result["proposals"]), "problem_sha256": run.problem_sha256}
        audit.record(session, by, "run.made", run, now=made_at, facts=facts)
    return run


def _counts(snapshot: Snapshot, result: dict[str, Any]) -> dict[str, Any]:
    """What the pages say of a run beside its answer: ids, codes and numbers."""
    return {
        "households": len(snapshot.seeking),
        "placed": len(result["proposals"]),
        "unplaced": len(result["unplaced"]),
        "units": sum(len(home["units"]) for home in snapshot.document["properties"]),
        "households_left_out": [_left_out(each) for each in snapshot.households_left_out],
        "units_left_out": [_left_out(each) for each in snapshot.units_left_out],
        "closed": [str(each) for each in snapshot.closed],
    }


def _left_out(entry: LeftOut) -> dict[str, str | None]:
    return {"id": str(entry.id), "why": entry.why, "until": entry.until.isoformat() if entry.until else None}


def _proposals(run: MatchRun, snapshot: Snapshot, result: dict[str, Any]) -> list[Proposal]:
    """A row for each household of the problem: the most urgent first, then who has waited longest."""
    placed = {each["household"]: each for each in result["proposals"]}
    unplaced = {each["household"]: each for each in result["unplaced"]}
    as_of = snapshot.document["as_of"]
    entries = [(each, _days(each["waiting_since"], as_of)) for each in snapshot.document["households"]]
    entries.sort(key=lambda entry: (entry[0]["band"], -entry[1], entry[0]["id"]))
    return [
        Proposal(
            run_id=run.id,
            household_id=UUID(each["id"]),
            presentation_id=snapshot.seeking[UUID(each["id"])].id,
            position=position,
            band=each["band"],
            days_waited=days,
            unit_id=UUID(placed[each["id"]]["unit"]) if each["id"] in placed else None,
            cost=placed[each["id"]]["cost"] if each["id"] in placed else None,
            unplaced_reason=unplaced[each["id"]]["reason"] if each["id"] in unplaced else None,
        )
        for position, (each, days) in enumerate(entries)
    ]


def _days(since: str, as_of: str) -> int:
    return (date.fromisoformat(as_of) - date.fromisoformat(since)).days
