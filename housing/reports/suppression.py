"""Small numbers are not published, nor can they be worked out from what is.

A row (a month) has a cell for each kind and their exact total. A cell or total from 1 to one below the limit is
hidden. While the hidden cells of a row could still be worked out to within the limit from its total, the next
smallest cell is hidden too, and at last the total. Zero is published: nobody is in it. Totals over several rows
are rounded to the nearest ten, so that neither they nor two reports of different periods give a cell away.

Source: MHCLG statistical releases (cells under 5; figures rounded to 10); reports.md; security.md T17.
"""

from __future__ import annotations

from collections.abc import Sequence

ROUNDED_TO = 10
Row = Sequence[int]


def hidden(rows: Sequence[Row], *, below: int) -> frozenset[int]:
    """Which places of one row stay hidden, as indices; the index after the last cell is the total.

    `rows` are the same row of several measures (households, adults, children): what is hidden in one is hidden in all,
    since one would give the other away.
    """
    places: set[int] = set()
    before = -1
    while len(places) != before:
        before = len(places)
        for row in rows:
            places |= _hide(row, places, below)
    return frozenset(places)


def _hide(row: Row, places: set[int], below: int) -> set[int]:
    """The places hidden already, and those that this measure's numbers ask for besides."""
    total = len(row)
    more = places | {index for index, value in enumerate([*row, sum(row)]) if 0 < value < below}
    while total not in more and _narrow(row, more, below):
        shown = [index for index in range(total) if index not in more and row[index] > 0]
        more.add(min(shown, key=lambda index: (row[index], index), default=total))
    return more


def _narrow(row: Row, places: set[int], below: int) -> bool:
    """Whether the total gives some hidden cell away: alone, or among cells that together are below the limit."""
    among = [index for index in places if index < len(row)]
    return bool(among) and (len(among) < 2 or sum(row[index] for index in among) < below)


def rounded(number: int) -> int:
    """To the nearest ten, a five upwards."""
    return (number + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
