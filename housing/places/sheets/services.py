"""Stock by spreadsheet: a file is read, looked at, confirmed and done; or done at once by whoever runs the server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, insist, system
from housing.clock import day_of
from housing.codes import settings
from housing.db import transaction
from housing.people.models import Organisation
from housing.places.sheets.applying import apply
from housing.places.sheets.columns import lists
from housing.places.sheets.comparing import compare
from housing.places.sheets.grids import Grid
from housing.places.sheets.models import StockDraft, as_document, as_grid
from housing.places.sheets.planning import Plan, counted, since
from housing.places.sheets.reading_csv import read_csv
from housing.places.sheets.reading_xlsx import read_xlsx
from housing.places.sheets.standing import Standing
from housing.refusals import Refused

MANAGE = "unit.manage"
ROWS, DAYS_KEPT, AT_ONCE = "stock_sheet.most_rows", "stock_sheet.days_kept", "stock_sheet.rows_at_once"
CLEARING = system("Clear-out")
XLSX_BEGINS = b"PK\x03\x04"


class ChangedSince(Refused):
    """The stock is not as it was when the person looked; `lines` say what the file would do differently now."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("Somebody changed your stock after you looked. Look again at what the file would do now.")
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Done:
    """What an import did: rows by sheet and kind, rows that changed nothing, intentions that wait to be looked at."""

    counts: dict[str, int]
    unchanged: int
    waiting: tuple[UUID, ...]

    @property
    def changed(self) -> int:
        """How many rows did something."""
        return sum(self.counts.values())


def read_file(content: bytes, *, most_rows: int) -> Grid:
    """A file's cells as text, by what it is and not by its name. Raises Unreadable."""
    return (read_xlsx if content.startswith(XLSX_BEGINS) else read_csv)(content, most_rows=most_rows)


def most_rows(session: Session, authority: str, now: datetime) -> int:
    """How many rows a file may have (setting)."""
    return int(settings(session, (ROWS,), authority=authority, on=day_of(now))[ROWS])


def keep_draft(*, organisation_id: UUID, grid: Grid, by: Actor, now: datetime) -> UUID:
    """Keep what a file says until its sender confirms it; nothing of the stock changes. Drafts past their day go.

    Raises:
        NotFound: the organisation is not the actor's.
    """
    organisation_id = _own(by, organisation_id)
    if by.account_id is None:
        raise ValueError("a draft is somebody's")
    with transaction() as session:
        _clear(session, now)
        authority = session.get_one(Organisation, organisation_id).authority_code
        days = settings(session, (DAYS_KEPT,), authority=authority, on=day_of(now))[DAYS_KEPT]
        found, _ = compare(session, grid, lists(session, authority), organisation_id=organisation_id, today=day_of(now))
        draft = StockDraft(
            organisation_id=organisation_id,
            authority_code=authority,
            made_by=by.account_id,
            made_at=now,
            expires_at=now + timedelta(days=days),
            grid=as_document(grid),
            shown=json.dumps(found.lines),
        )
        session.add(draft)
        session.flush()
        audit.record(session, by, "stock_sheet.sent", draft, now=now, facts={"faulty": found.faulty})
        return draft.id


def confirm_draft(*, draft_id: UUID, seen: str, by: Actor, now: datetime, by_job: bool = False) -> Done | None:
    """Do what a draft says, all of it or nothing. `seen`: the digest of the plan that its sender saw.

    Confirming twice does it once: the second answer is the first. A long one (setting) is left for `save_waiting`, the
    job that calls this with `by_job`; the answer is then None.

    Raises:
        NotFound: the draft is not the actor's, or has expired.
        ChangedSince: the file would do something else by now; that is kept as seen.
        Refused: a row cannot be done.
    """
    insist(by, MANAGE)
    with transaction() as session:
        draft = mine(session, by, draft_id, now=now, lock=True)
        if draft.grid is None:
            return done_of(draft)
        found, stock = _compared(session, draft, as_grid(draft.grid), now)
        if found.faulty:
            raise Refused(f"{found.faults[0].place}: {found.faults[0].sentence}")
        if found.digest == seen:
            if not by_job and len(found.steps) > _at_once(session, draft, now):
                draft.asked_at, draft.asked, draft.refused = now, seen, None
                audit.record(session, by, "stock_sheet.confirmed", draft, now=now)
                return None
            return _done(session, draft, found, stock, by, now)
        changed = since(json.loads(draft.shown or "[]"), found)
        draft.shown = json.dumps(found.lines)
        audit.record(session, by, "stock_sheet.changed_since", draft, now=now)
    raise ChangedSince(changed)


def import_at_once(
    *, organisation_id: UUID, grid: Grid, by: Actor, now: datetime, only_check: bool
) -> tuple[Plan, Done | None]:
    """The command's way: what a file would do, and unless `only_check` or something is wrong, what it did."""
    organisation_id = _own(by, organisation_id)
    with transaction() as session:
        authority = session.get_one(Organisation, organisation_id).authority_code
        found, stock = compare(
            session, grid, lists(session, authority), organisation_id=organisation_id, today=day_of(now), lock=True
        )
        if only_check or found.faulty:
            return found, None
        waiting = apply(session, found, stock, organisation_id=organisation_id, by=by, now=now)
        facts = {**counted(found), "unchanged": found.unchanged}
        audit.record(session, by, "stock_sheet.imported", ("organisation", organisation_id), now=now, facts=facts)
    return found, Done(dict(counted(found)), found.unchanged, tuple(waiting))


def clear_drafts(*, now: datetime) -> int:
    """Erase drafts past their day; how many there were."""
    with transaction() as session:
        gone = _clear(session, now)
        if gone:
            audit.record(
                session, CLEARING, "stock_sheet.cleared", ("stock_draft", "all"), now=now, facts={"gone": gone}
            )
        return gone


def mine(session: Session, by: Actor, draft_id: UUID, *, now: datetime, lock: bool = False) -> StockDraft:
    """One of the actor's own drafts. Raises NotFound, for one that has expired too."""
    query = select(StockDraft).where(StockDraft.id == draft_id, StockDraft.made_by == by.account_id)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None or found.expires_at <= now or found.organisation_id not in by.extent(MANAGE).organisations:
        raise NotFound("draft")
    return found


def done_of(draft: StockDraft) -> Done:
    """What a confirmed draft did."""
    said = draft.outcome
    return Done(dict(said["counts"]), said["unchanged"], tuple(UUID(each) for each in said["waiting"]))


def _compared(session: Session, draft: StockDraft, grid: Grid, now: datetime) -> tuple[Plan, Standing]:
    """Compare once more, with the stock locked."""
    own = lists(session, draft.authority_code)
    return compare(session, grid, own, organisation_id=draft.organisation_id, today=day_of(now), lock=True)


def _done(session: Session, draft: StockDraft, found: Plan, stock: Standing, by: Actor, now: datetime) -> Done:
    """Do it, and erase what the file said."""
    waiting = apply(session, found, stock, organisation_id=draft.organisation_id, by=by, now=now)
    done = Done(dict(counted(found)), found.unchanged, tuple(waiting))
    draft.grid, draft.shown, draft.asked_at, draft.asked, draft.refused = None, None, None, None, None
    draft.done_at = now
    draft.outcome = {
        "counts": done.counts,
        "unchanged": done.unchanged,
        "waiting": [str(each) for each in done.waiting],
    }
    facts = {**done.counts, "unchanged": found.unchanged}
    audit.record(session, by, "stock_sheet.imported", draft, now=now, facts=facts)
    return done


def _at_once(session: Session, draft: StockDraft, now: datetime) -> int:
    """How many rows are saved while the person waits (setting)."""
    return int(settings(session, (AT_ONCE,), authority=draft.authority_code, on=day_of(now))[AT_ONCE])


def _clear(session: Session, now: datetime) -> int:
    gone = session.scalars(delete(StockDraft).where(StockDraft.expires_at <= now).returning(StockDraft.id)).all()
    return len(gone)


def _own(by: Actor, organisation_id: UUID) -> UUID:
    insist(by, MANAGE)
    if organisation_id not in by.extent(MANAGE).organisations:
        raise NotFound("organisation")
    return organisation_id
