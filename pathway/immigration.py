"""Immigration status as far as funding needs it: whether public funds are open today, and until when.

Support is owed whatever it is. The migrant victims concession (MVDAC) gives three months' leave with public funds from
the grant, or to the date on the document; it goes on while an application for settlement that was made in time is
pending. Source: Home Office guidance, Migrant Victims of Domestic Abuse Concession; Immigration Rules, Appendix Victim
of Domestic Abuse; Immigration Act 1971 s3C. An adviser checks each case: Haven counts days and advises nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pathway.clocks import Running, last_day, running
from pathway.duties import Clock, clock

LEAVE = "mvdac-leave"


class Status(StrEnum):
    """What is known of her status; slugs of the code list `immigration`."""

    RECOURSE = "recourse"
    NRPF = "nrpf"
    MVDAC_APPLIED = "mvdac_applied"
    MVDAC_GRANTED = "mvdac_granted"
    MVDAC_REFUSED = "mvdac_refused"
    SETTLEMENT_APPLIED = "settlement_applied"
    SETTLEMENT_GRANTED = "settlement_granted"
    SETTLEMENT_REFUSED = "settlement_refused"
    OTHER_ROUTE = "other_route"
    NOT_KNOWN = "not_known"


S = Status
FUNDS: dict[Status, bool | None] = {
    S.RECOURSE: True, S.NRPF: False, S.MVDAC_APPLIED: False, S.MVDAC_REFUSED: False, S.SETTLEMENT_GRANTED: True,
    S.SETTLEMENT_REFUSED: False, S.OTHER_ROUTE: None, S.NOT_KNOWN: None,
}  # fmt: skip
BECAUSE = {True: "Public funds are open.", False: "No recourse to public funds.", None: "Not known yet."}
UNDATED = "The concession was granted, as she said. Record the day of the grant: its leave lasts three months."
NEXT: dict[Status, str] = {
    S.NRPF: "Ask an adviser at once whether the concession (MVDAC) is open to her.",
    S.MVDAC_APPLIED: "Write down the answer and the dates on the document when it comes.",
    S.MVDAC_GRANTED: "Settlement, or another route, has to be applied for before the leave ends.",
    S.MVDAC_REFUSED: "Ask an adviser about another application, and find who pays meanwhile.",
    S.SETTLEMENT_APPLIED: "Write down the decision when it comes.",
    S.SETTLEMENT_REFUSED: "Ask an adviser about a review at once, and find who pays meanwhile.",
    S.OTHER_ROUTE: "Ask the adviser whether public funds are open while it is decided.",
    S.NOT_KNOWN: "Ask what she knows. No document is needed before she is helped.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: the status from a day on; `ends_on` is the last day on the document, if it has one.

    `dated` False: somebody said so on that day, and nobody knows since when it holds; no leave is counted from it.
    """

    status: Status
    from_on: date
    ends_on: date | None = None
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Where she stands on a day. `funds`: whether public funds are open, None where that is not known.

    `funds_until` is the last day on which they are, None where there is no end to see; `leave` the clock of the
    concession while it counts; `because` says why, in a sentence.
    """

    status: Status
    since: date
    funds: bool | None
    funds_until: date | None
    leave: Running | None
    because: str

    @property
    def next_step(self) -> str:
        """What to do next, or "" where there is nothing."""
        return NEXT.get(self.status, "")


def leave_of(entry: Entry, today: date, rows: Sequence[Clock] | None = None) -> Running:
    """The clock of a grant of the concession on a day.

    Raises:
        ValueError: the entry is no grant of a known day, or its document ends before it begins.
    """
    if not _is_grant(entry):
        raise ValueError("only a grant has a clock")
    return running(_row(entry, rows), entry.from_on, today, ends_on=entry.ends_on)


def counting(history: Sequence[Entry], today: date) -> int | None:
    """Which entry counts today, as its place in the history; None before the first.

    In the order in which they were recorded, each takes the place of the one before where its day is not earlier. One
    of no known day gives way to whatever is recorded after it, and takes no place from a dated one that says the same.
    """
    found: int | None = None
    for place, entry in enumerate(history):
        if entry.from_on > today:
            continue
        before = None if found is None else history[found]
        if before is None or not before.dated or _takes_over(entry, before):
            found = place
    return found


def _takes_over(entry: Entry, before: Entry) -> bool:
    return entry.from_on >= before.from_on and (entry.dated or entry.status is not before.status)


def standing(history: Sequence[Entry], today: date, rows: Sequence[Clock] | None = None) -> Standing | None:
    """Where she stands today by the entry that counts, the entries in the order in which they were recorded."""
    place = counting(history, today)
    if place is None:
        return None
    last, begun = history[place], [entry for entry in history if entry.from_on <= today]
    if last.status is S.MVDAC_GRANTED and not last.dated:
        return Standing(last.status, last.from_on, True, None, None, UNDATED)
    if last.status is S.MVDAC_GRANTED:
        leave = leave_of(last, today, rows)
        because = "The leave has ended." if leave.over else "The concession opens public funds until the leave ends."
        return Standing(last.status, last.from_on, not leave.over, leave.last_on, leave, because)
    if last.status is S.SETTLEMENT_APPLIED:
        return _pending(last, begun, rows)
    funds = FUNDS[last.status]
    return Standing(last.status, last.from_on, funds, None, None, BECAUSE[funds])


def _pending(last: Entry, begun: Sequence[Entry], rows: Sequence[Clock] | None) -> Standing:
    grants = [entry for entry in begun if _is_grant(entry) and entry.from_on <= last.from_on]
    if not grants:
        return Standing(last.status, last.from_on, None, None, None, "Nobody has recorded the leave before it.")
    grant = max(grants, key=lambda entry: entry.from_on)
    ended = last_day(_row(grant, rows), grant.from_on, ends_on=grant.ends_on)
    if ended is not None and last.from_on <= ended:
        because = "Applied for in time: what the leave allows goes on while it is decided."
        return Standing(last.status, last.from_on, True, None, None, because)
    because = "Applied for after the leave had ended: ask an adviser what that means for public funds."
    return Standing(last.status, last.from_on, False, None, None, because)


def _is_grant(entry: Entry) -> bool:
    return entry.status is S.MVDAC_GRANTED and entry.dated


def _row(grant: Entry, rows: Sequence[Clock] | None) -> Clock:
    return clock(LEAVE, grant.from_on) if rows is None else clock(LEAVE, grant.from_on, rows)


def benefits_until(found: Standing | None) -> date | None:
    """The first day from which benefits would stop: the day after the leave; None where no end is to be seen."""
    if found is None or found.leave is None or found.leave.last_on is None:
        return None
    return date.fromordinal(found.leave.last_on.toordinal() + 1)
