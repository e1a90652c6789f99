"""What a change would do, worked out in full: today's problem and last month's runs, each with the fact changed.

Nothing is stored here. The document holds ids and bands; `seeing` decides how much of it somebody may see.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from allocation.answer import ENGINE
from allocation.catalogue_digest import catalogue_document
from allocation.problem import BadProblem, read_problem
from allocation.sandbox import Answer, Pair, compare
from allocation.solving.pairs import TooLarge
from housing import db
from housing.clock import day_of
from housing.codes import settings
from housing.placements.matching.edits.models import BAN, PIN, MatchEdit
from housing.placements.matching.rows import read
from housing.placements.matching.snapshot import arrange
from housing.placements.models import MatchRun
from housing.placements.sandbox.change import Change, Document

FORMAT = "change-preview/1"
DAYS, MOST = "change.days_looked_back", "change.most_runs"
NOT_MATCHED = "The facts of today cannot be matched, so this could not be worked out."


@dataclass(frozen=True, slots=True)
class Said:
    """What people said of pairs, the first said first: pinned, and banned. Ids as a problem document has them."""

    pins: tuple[Pair, ...]
    bans: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What is read at one moment: today's problem without and with the change and the pins and bans that stand, the
    newest runs of the days looked back on, and how many there were.
    """

    before: Document
    after: Document
    said: Said
    runs: list[MatchRun]
    of: int


def preview(change: Change, *, now: datetime) -> dict[str, Any]:
    """Who gains and who loses by a change: today, and run by run over the days that the council looks back.

    `runs` holds those of the `looked_at` newest runs in which anybody gains or loses; `of` is how many there were.
    """
    moment = _read(change, now)
    rules = catalogue_document()["rules"]
    runs = [_run(run, change, rules) for run in moment.runs]
    return {
        "format": FORMAT,
        "engine": ENGINE,
        "as_of": day_of(now).isoformat(),
        "today": _compared(moment.before, moment.after, moment.said, None),
        "runs": [each for each in runs if each and each.get("differences")],
        "not_worked_out": [each["number"] for each in runs if each and "failed" in each],
        "looked_at": [{"run": run.number, "sha256": run.problem_sha256} for run in moment.runs],
        "of": moment.of,
    }


def _read(change: Change, now: datetime) -> Moment:
    """Everything as at one moment, in a constant number of queries."""
    with Session(db.engine()) as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
        rows = read(session, change.authority, now=now)
        before = arrange(rows).document
        after = arrange(rows, instead=change.instead).document if change.instead else change.in_problem(before)
        said = _standing(session, change.authority, day_of(now))
        limits = settings(session, (DAYS, MOST), authority=change.authority, on=day_of(now))
        lately = MatchRun.authority_code == change.authority, MatchRun.made_at > now - timedelta(days=limits[DAYS])
        newest = select(MatchRun).where(*lately).order_by(MatchRun.number.desc()).limit(limits[MOST])
        of = session.scalar(select(func.count()).select_from(MatchRun).where(*lately)) or 0
        return Moment(before, after or before, said, list(session.scalars(newest)), of)


def _standing(session: Session, authority: str, today: date) -> Said:
    """The council's pins and bans that count today, oldest first."""
    query = (
        select(MatchEdit.kind, MatchEdit.household_id, MatchEdit.unit_id)
        .where(MatchEdit.authority_code == authority, MatchEdit.lifted_at.is_(None), MatchEdit.during.contains(today))
        .order_by(MatchEdit.made_at, MatchEdit.id)
    )
    found = [(kind, (str(household), str(unit))) for kind, household, unit in session.execute(query)]
    return Said(*(tuple(pair for kind, pair in found if kind == wanted) for wanted in (PIN, BAN)))


def _run(run: MatchRun, change: Change, rules: Any) -> dict[str, Any] | None:
    """A run's problem without and with the change; None where it does not hold the fact."""
    problem: Document = json.loads(run.problem)
    changed = change.in_problem(problem)
    if changed is None:
        return None
    known = json.loads(run.result) if _stands(run, rules) else None
    about = {"number": run.number, "id": str(run.id), "as_of": run.as_of.isoformat()}
    return {**about, **_compared(problem, changed, _said(run), known)}


def _said(run: MatchRun) -> Said:
    """The pins and bans that a run was made with."""
    document = json.loads(run.edits or "{}")
    pins, bans = (
        tuple((each["household"], each["unit"]) for each in document.get(listed, ())) for listed in ("pins", "bans")
    )
    return Said(pins, bans)


def _stands(run: MatchRun, rules: Any) -> bool:
    """Whether today's engine would answer the run's problem as it was answered, so that only the change is worked out.

    Otherwise what the rules did since would be taken for what the change does.
    """
    return run.engine == ENGINE and run.catalogue is not None and run.catalogue["rules"] == rules


def _compared(before: Document, after: Document, edits: Said, known: Answer | None) -> dict[str, Any]:
    """A comparison, or why it could not be made."""
    try:
        first, second = (read_problem(json.dumps(each).encode()) for each in (before, after))
        compared = compare(first, second, answer=known, pins=edits.pins, bans=edits.bans)
        return {"problem_sha256": first.sha256, **compared.as_document()}
    except (BadProblem, TooLarge):
        return {"problem_sha256": None, "failed": NOT_MATCHED}
