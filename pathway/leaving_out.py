"""Why a line may be left out of somebody's own copy: one dated table, each with the law that allows it.

A change of the law is a new row, in force from its day. Whoever prepares a copy chooses one for each line; whoever
approves it sees line and reason; she is told how many lines are not given, and that she may ask why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pathway.dated import in_force

ACT_FROM = date(2018, 5, 25)
PLACE = "place"
ANSWER, LONGER = "subject-access", 2  # the clock of pathway.duties; months by which it can be made longer, once


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground. In force over `[from_on, until_on)`."""

    slug: str
    title: str
    hint: str
    source: str
    from_on: date | None = ACT_FROM
    until_on: date | None = None


REASONS = (
    Reason(
        "third-party", "It is about somebody else",
        "And it is not reasonable to tell it without that person’s consent",
        "UK GDPR Article 15(4); Data Protection Act 2018 Schedule 2 paragraph 16",
    ),
    Reason(
        "informant", "Somebody told us in confidence", "It would say who it was",
        "Data Protection Act 2018 Schedule 2 paragraph 16",
    ),
    Reason(
        "serious-harm", "It would be likely to harm her or somebody else seriously",
        "Health and social work data: ask the professional whose opinion it is first",
        "Data Protection Act 2018 Schedule 3 paragraphs 5, 11 and 21",
    ),
    Reason(
        "crime", "It would be likely to prejudice an investigation", "Ask the police or the court first",
        "Data Protection Act 2018 Schedule 2 paragraph 2",
    ),
    Reason(
        "privilege", "It is legal advice, or was written for a court case", "Ask the council’s solicitor",
        "Data Protection Act 2018 Schedule 2 paragraph 19",
    ),
    Reason(
        PLACE, "It says where a home or another secret place is", "Haven leaves such lines out by itself",
        "Data Protection Act 2018 Schedule 2 paragraph 16: it is about everybody who lives there",
    ),
)  # fmt: skip
# Why the answer may take longer: she is told within the first month.
LONGER_REASONS = (
    Reason("complex", "What she asks for is complex", "", "UK GDPR Article 12(3)"),
    Reason("number", "She has made a number of requests", "", "UK GDPR Article 12(3)"),
)


def reasons(on: date, rows: Iterable[Reason] = REASONS) -> dict[str, Reason]:
    """The grounds in force on a day, by slug, in order."""
    return {row.slug: row for row in in_force(rows, on)}
