"""Help with money from the prevention fund, or in an emergency: what may happen next, who may say yes, what is left.

Pure. Money in pounds. A request is asked for by one person and approved by another; above a limit of the role by two,
neither of them whoever asked. What is approved is committed until it is paid; what was paid counts instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

NOTHING = Decimal(0)
FIRST_MONTH = 4  # of a council's financial year


class Event(StrEnum):
    """What happened to a request."""

    ASKED = "asked"
    FIRST_YES = "first_yes"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"
    RECEIPT = "receipt"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    ABOVE_LIMIT = "above_limit"
    APPROVED = "approved"
    PAID = "paid"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATES = {
    State.ASKED: "To be decided", State.ABOVE_LIMIT: "Waits for a second person",
    State.APPROVED: "Approved, to be paid", State.PAID: "Paid", State.REFUSED: "Refused",
    State.WITHDRAWN: "Withdrawn",
}  # fmt: skip
WORDS = {
    Event.ASKED: "Asked for", Event.FIRST_YES: "Approved by the first of two people", Event.APPROVED: "Approved",
    Event.REFUSED: "Refused", Event.PAID: "Paid", Event.RECEIPT: "Receipt", Event.WITHDRAWN: "Withdrawn",
}  # fmt: skip
MOVES: dict[State, dict[Event, State]] = {
    State.ASKED: {
        Event.FIRST_YES: State.ABOVE_LIMIT, Event.APPROVED: State.APPROVED, Event.REFUSED: State.REFUSED,
        Event.WITHDRAWN: State.WITHDRAWN,
    },
    State.ABOVE_LIMIT: {
        Event.APPROVED: State.APPROVED, Event.REFUSED: State.REFUSED, Event.WITHDRAWN: State.WITHDRAWN,
    },
    State.APPROVED: {Event.PAID: State.PAID, Event.WITHDRAWN: State.WITHDRAWN},
    State.PAID: {Event.RECEIPT: State.PAID},
    State.REFUSED: {},
    State.WITHDRAWN: {},
}  # fmt: skip


class NotPossible(Exception):
    """Something that cannot happen to a request as it stands, or that this person cannot say."""


def state_of(events: Iterable[Event]) -> State:
    """Where a request stands after these events, the first of which asks for it.

    Raises:
        NotPossible: an event that does not follow.
    """
    told = iter(events)
    if next(told, None) is not Event.ASKED:
        raise NotPossible("A request begins with being asked for.")
    state = State.ASKED
    for event in told:
        if event not in MOVES[state]:
            raise NotPossible(f"This request stands at “{STATES[state]}” already.")
        state = MOVES[state][event]
    return state


def is_open(state: State) -> bool:
    """Whether somebody still has to decide or to pay."""
    return state in (State.ASKED, State.ABOVE_LIMIT, State.APPROVED)


def yes_of(
    state: State, amount: Decimal, *, limits: Mapping[str, Decimal], roles: Iterable[str], asked: bool, first: bool
) -> Event:
    """What one person's yes makes of a request: approved, or the first of two.

    Args:
        limits: what each role may approve alone, in pounds; a role that is not there may approve nothing alone.
        roles: what this person does.
        asked: whether this person asked for it.
        first: whether this person was the first of two already.

    Raises:
        NotPossible: it is not to be decided, the person asked for it or said yes already, or may not be the second.
    """
    if state not in (State.ASKED, State.ABOVE_LIMIT):
        raise NotPossible(f"This request stands at “{STATES[state]}” already.")
    if asked:
        raise NotPossible("You asked for this yourself. Somebody else has to decide.")
    limit = max((limits.get(role, NOTHING) for role in roles), default=NOTHING)
    if first:
        raise NotPossible("You have said yes already. A second person has to decide.")
    if amount <= limit:
        return Event.APPROVED
    if state is State.ASKED:
        return Event.FIRST_YES
    if limit < max(limits.values(), default=NOTHING):
        raise NotPossible("The second yes is for somebody with a higher limit than yours.")
    return Event.APPROVED


@dataclass(frozen=True, slots=True)
class Fund:
    """One fund in one financial year, in pounds; `budget` None where nobody has set one."""

    year: int
    budget: Decimal | None
    committed: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be approved: the budget less what is approved and what was paid."""
        return (self.budget or NOTHING) - self.committed - self.spent

    @property
    def title(self) -> str:
        """ "2026 to 2027"."""
        return f"{self.year} to {self.year + 1}"

    def allows(self, amount: Decimal) -> bool:
        """Whether there is enough left for it."""
        return self.budget is not None and amount <= self.left


def counted(events: Sequence[tuple[Event, Decimal | None]]) -> tuple[Decimal, Decimal]:
    """What a request counts for: (committed, spent). Nothing before it is approved; what was paid once it is paid."""
    approved = paid = None
    for event, amount in events:
        if event is Event.APPROVED:
            approved = amount
        elif event is Event.PAID:
            paid = amount
        elif event is Event.WITHDRAWN:
            approved = None
    if paid is not None:
        return NOTHING, paid
    return approved or NOTHING, NOTHING


def financial_year(day: date) -> int:
    """The financial year, by the calendar year in which it began, that a day belongs to: from 1 April."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1
