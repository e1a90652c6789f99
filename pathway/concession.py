"""What became of the concession (MVDAC) for one household in a period, to be counted and for nothing else.

Only entries of a known day count. The leave is the document's or three months (pathway.immigration). Source: Home
Office guidance, Migrant Victims of Domestic Abuse Concession; reports.md, no recourse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from pathway.funding import Cover
from pathway.immigration import Entry, Status, leave_of, standing


class Outcome(StrEnum):
    """What happened; a household may have several in a period."""

    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    ENDED = "ended"


SAID = {
    Status.MVDAC_APPLIED: Outcome.APPLIED,
    Status.MVDAC_GRANTED: Outcome.GRANTED,
    Status.MVDAC_REFUSED: Outcome.REFUSED,
}
ONE_DAY = timedelta(days=1)


def outcomes(
    history: Sequence[Entry], covers: Sequence[Cover], *, from_on: date, until_on: date, today: date
) -> frozenset[Outcome]:
    """What happened in `[from_on, until_on)`, the entries in the order in which they were recorded.

    "Ended" is a leave that was over before anything else paid: on the night after its last day public funds were not
    open and no confirmed line paid. It belongs to that night, and days to come are not counted.
    """
    found = {
        SAID[entry.status]
        for entry in history
        if entry.dated and entry.status in SAID and from_on <= entry.from_on < until_on
    }
    ended = unpaid_from(history, covers, today)
    if ended is not None and from_on <= ended < until_on:
        found.add(Outcome.ENDED)
    return frozenset(found)


def unpaid_from(history: Sequence[Entry], covers: Sequence[Cover], today: date) -> date | None:
    """The first night after a leave that was over before anything else paid; None where there is none by today."""
    nights = (_night_after(entry, today) for entry in history if entry.status is Status.MVDAC_GRANTED and entry.dated)
    return min((night for night in nights if night <= today and not _paid(history, covers, night)), default=None)


def unpaid_nights(history: Sequence[Entry], covers: Sequence[Cover], nights: Iterable[date], *, today: date) -> int:
    """How many of these nights came after such an end, with nobody paying and public funds not open."""
    first = unpaid_from(history, covers, today)
    if first is None:
        return 0
    return sum(first <= night <= today and not _paid(history, covers, night) for night in set(nights))


def _night_after(grant: Entry, today: date) -> date:
    last = leave_of(grant, today).last_on
    return date.max if last is None else last + ONE_DAY


def _paid(history: Sequence[Entry], covers: Sequence[Cover], night: date) -> bool:
    stands = standing(history, night)
    open_to_her = stands is not None and stands.funds is True
    return open_to_her or any(cover.pays(night) for cover in covers)
