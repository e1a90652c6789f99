"""Every clock of the pathway as one dated table: what starts it, how long it runs, how it is counted, where it is from.

A change of the law or of local practice is a new row, in force from its day; nothing is edited away. `verified` means
read in a public source for exactly this use; what is not is a starting value that the council confirms. How a clock
runs is worked out in pathway.clocks; the council's own rows can be passed wherever `rows` is taken. How long an offer,
a referral to a provider or a sanctuary job may take is the council's own and stands among its settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pathway.dated import in_force


class Counting(StrEnum):
    """How the length of a clock is counted."""

    DAYS_FROM_FIRST = "days, the first day counted"
    WEEKS = "weeks from the day"
    MONTHS = "calendar months"
    HOURS = "hours as they pass"
    WORKING_DAYS = "working days"
    NIGHTS = "nights, summed over every stay"
    TO_DATE = "to the date on the document"
    UNTIL_DECIDED = "until it is decided"


class Ends(StrEnum):
    """How a clock that has run out ends what it is a clock of."""

    PROMISE = "It is a promise to be kept by then."
    BY_NOTICE = "It ends by a written notice that says why, with the right to a review; not by itself."
    ITSELF_OR_NOTICE = (
        "It ends by itself where she is in priority need and not homeless intentionally; otherwise by a written notice."
    )
    LIMIT = "It is a limit: past it the law is broken."
    LAPSES = "What it is a clock of ends by itself then."


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock over one period `[from_on, until_on)`.

    `length` is counted as `counting` says; None where a document gives the date, or nobody can know. `warns`: the days
    (nights, hours) from the start on which somebody is reminded, or, for TO_DATE, the days before the end.
    `warns_before`: whether they are counted back from the end.
    """

    key: str
    title: str
    starts: str
    counting: Counting
    length: int | None
    warns: tuple[int, ...]
    ends: Ends
    source: str
    verified: bool
    warns_before: bool = False
    from_on: date | None = None
    until_on: date | None = None


D, W = Counting.DAYS_FROM_FIRST, Counting.WEEKS
REG_9 = "SI 2018/223 regulation 9"
CLOCKS: tuple[Clock, ...] = (
    Clock(
        "prevention-duty", "Prevention duty", "the duty is accepted", D, 56, (42, 49, 55), Ends.BY_NOTICE,
        "Housing Act 1996 s195; not while a valid notice to leave is running", True,
    ),
    Clock(
        "relief-duty", "Relief duty", "the duty is accepted", D, 56, (42, 49, 55), Ends.ITSELF_OR_NOTICE,
        "Housing Act 1996 s189B(4)", True,
    ),
    Clock(
        "interim-accommodation", "Somewhere to stay meanwhile",
        "there is reason to believe that she is homeless, eligible and in priority need",
        Counting.UNTIL_DECIDED, None, (), Ends.PROMISE, "Housing Act 1996 s188", True,
    ),
    Clock(
        "main-duty", "Main duty", "the relief duty ends, with priority need and not intentionally",
        Counting.UNTIL_DECIDED, None, (), Ends.BY_NOTICE, "Housing Act 1996 s193", True,
    ),
    Clock(
        "main-duty-review", "Review of the main duty", "the main duty begins, or it was reviewed", D, 28, (21,),
        Ends.PROMISE, "Local practice", False,
    ),
    Clock(
        "referral-answer-elsewhere", "Answer of the other council", "another council is asked to take her case over",
        D, 10, (5, 9), Ends.PROMISE, "The councils’ agreement on referrals: 10 days; to be confirmed by the council",
        False,
    ),
    Clock(
        "referral-dispute", "Somebody to decide between two councils", "the other council received the notice", D, 21,
        (14, 19), Ends.PROMISE, "SI 1998/1578 schedule paragraph 2: 21 days, the day of receipt the first", True,
    ),
    Clock(
        "referral-panel", "A panel’s member to decide between two councils", "the other council received the notice",
        D, 42, (35, 40), Ends.PROMISE, "SI 1998/1578 schedule paragraph 4: six weeks, the day of receipt the first",
        True,
    ),
    Clock(
        "referral-answer-here", "Answer to another council’s referral", "another council’s notice is received", D, 10,
        (5, 9), Ends.PROMISE, "The councils’ agreement on referrals: 10 days; to be confirmed by the council", False,
    ),
    Clock(
        "referral-contact", "First contact after a referral", "a service refers her to the council",
        Counting.WORKING_DAYS, 1, (1,), Ends.PROMISE, "Local practice; Housing Act 1996 s213B names no time", False,
    ),
    Clock(
        "review-request", "Asking for a review", "she is told of the decision", D, 21, (14, 20), Ends.LAPSES,
        "Housing Act 1996 s202; the council may allow longer, in writing", True,
    ),
    Clock("review-3-weeks", "Review of plan or prevention", "she asks", W, 3, (7,), Ends.PROMISE, REG_9, True, True),
    Clock("review-8-weeks", "Review of a decision", "she asks", W, 8, (7,), Ends.PROMISE, REG_9, True, True),
    Clock("review-10-weeks", "Review by two councils", "she asks", W, 10, (7,), Ends.PROMISE, REG_9, True, True),
    Clock("review-12-weeks", "Review by an appointed person", "she asks", W, 12, (7,), Ends.PROMISE, REG_9, True, True),
    Clock(
        "bed-and-breakfast", "Nights in bed and breakfast",
        "the first night there of a household with children or somebody pregnant",
        Counting.NIGHTS, 42, (28, 35, 42), Ends.LIMIT, "SI 2003/3326: six weeks in total under one application", True,
    ),
    Clock(
        "out-of-area-notice", "Telling the other council", "a home outside the district is made available",
        D, 14, (7, 12), Ends.PROMISE, "Housing Act 1996 s208; the 14 days are to be confirmed by the council", False,
    ),
    Clock(
        "plan-review", "Review of the plan", "the plan is agreed, or was reviewed", D, 28, (21,), Ends.PROMISE,
        "Housing Act 1996 s189A: kept under review; at most 28 days is local practice", False,
    ),
    Clock(
        "mvdac-leave", "Leave under the concession (MVDAC)", "the leave is granted", Counting.MONTHS, 3, (42, 28, 14),
        Ends.LAPSES, "Home Office guidance, Migrant Victims of Domestic Abuse Concession", True, True,
    ),
    Clock(
        "protective-order", "Protective order", "the order is made", Counting.TO_DATE, None, (28, 14, 7), Ends.LAPSES,
        "The order itself", True, True,
    ),
    Clock(
        "marac-repeat", "A repeat for the MARAC", "the MARAC heard her case", Counting.MONTHS, 12, (), Ends.LAPSES,
        "SafeLives: any further abuse within 12 months", True,
    ),
    Clock(
        "dash-review", "Review of the risk", "the DASH is completed; a move or a new incident asks for it at once",
        D, 28, (21,), Ends.PROMISE, "Local practice", False,
    ),
    Clock(
        "subject-access", "Her own copy", "she asks, and it is known that it is she", Counting.MONTHS, 1, (10, 3),
        Ends.PROMISE, "UK GDPR Article 12(3): one month, two more where she is told why within the first", True, True,
    ),
)  # fmt: skip


def clock(key: str, on: date, rows: Iterable[Clock] = CLOCKS) -> Clock:
    """The row that was in force on the day on which the clock started.

    Raises:
        LookupError: no row for that key holds on that day, or more than one does.
    """
    found = in_force((row for row in rows if row.key == key), on)
    if len(found) != 1:
        raise LookupError(f"{len(found)} rows for {key} are in force on {on.isoformat()}; there must be one")
    return found[0]
