"""A side's reasons as a page offers them: twelve at most, in the council's order, each with what it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from housing.codes import choices
from housing.forms import Option
from housing.placements.reasons.models import ReasonConsequence
from housing.placements.reasons.queries import table
from pathway.consequences import SAYS, Consequence, Side

MOST = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """Reasons by slug: their labels in order, the words that people use for each, and the rows they lead to."""

    labels: Mapping[str, str]
    says: Mapping[str, Sequence[str]]
    rows: Mapping[str, ReasonConsequence]

    def options(self, *, with_consequences: bool = False) -> list[Option]:
        """As the form offers them."""
        return [
            Option(slug, label, hint=self.said(slug) if with_consequences else "")
            for slug, label in self.labels.items()
        ]

    def said(self, slug: str) -> str:
        """What a reason leads to, as a sentence."""
        row = self.rows.get(slug)
        return said(row.consequence, row.days) if row else SAYS[Consequence.NEVER_THIS_UNIT]


def listed_reasons(session: Session, side: Side, authority: str, *, on: date) -> Listed:
    """The reasons of a side on a day, "other" last; of a list that has grown too long the first of them."""
    rows = table(session, side, authority, on)
    labels = choices(session, side.value, authority)
    first = [each for each in labels if each != "other"][: MOST - 1]
    kept = [*first, *(["other"] if "other" in labels else [])]
    return Listed({slug: labels[slug] for slug in kept}, {slug: tuple(row.says) for slug, row in rows.items()}, rows)


def said(consequence: str, days: int | None) -> str:
    """What a row of the table leads to: "For 14 days no place is looked for, ..."."""
    if consequence == Consequence.PARK and days:
        return f"For {days} days no place is looked for, unless she may have nowhere safe; then her officer is told"
    return SAYS[Consequence(consequence)]
