"""Reading requests for help with money within the actor's reach, and what is left of a fund."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from housing.access import Actor, NotFound
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.payments.models import FundBudget, Payment, PaymentEvent
from pathway.payments import NOTHING, Event, Fund, State, counted, state_of

ASK, DECIDE, BUDGET = "payment.ask", "payment.decide", "payment.budget"
DECIDED = (Event.APPROVED, Event.REFUSED, Event.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it stands; its events and its household's reference are loaded."""

    row: Payment

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_of(Event(event.event) for event in self.row.events)

    @property
    def asked(self) -> PaymentEvent:
        """Who asked for it, and when."""
        return self.row.events[0]

    @property
    def paid(self) -> Decimal | None:
        """What was paid, in pounds."""
        return next((event.amount for event in self.row.events if event.event == Event.PAID), None)

    @property
    def paid_on(self) -> date | None:
        """The day on which it was paid."""
        return next((event.happened_on for event in self.row.events if event.event == Event.PAID), None)

    @property
    def has_receipt(self) -> bool:
        """Whether a receipt was recorded."""
        return any(event.event == Event.RECEIPT for event in self.row.events)

    def was_first(self, account_id: UUID | None) -> bool:
        """Whether this person was the first of two who said yes."""
        return any(event.event == Event.FIRST_YES and event.by == account_id for event in self.row.events)


def one(session: Session, actor: Actor, payment_id: UUID, permission: str = ASK) -> Request:
    """One request.

    Raises:
        NotFound: it is not there, or its household is not for this person.
    """
    found = session.scalar(_requests(visible(actor, permission)).where(Payment.id == payment_id))
    if found is None:
        raise NotFound("payment")
    return Request(found)


def of_household(session: Session, actor: Actor, household_id: UUID) -> list[Request]:
    """Every request of one household in one query, the newest first; nothing where it is not visible."""
    query = _rows(visible(actor, ASK)).where(Payment.household_id == household_id).options(joinedload(Payment.events))
    found = session.scalars(query.order_by(Payment.asked_at.desc(), Payment.id)).unique()
    return [Request(row) for row in found]


def of_move(session: Session, actor: Actor, presentation_id: UUID) -> list[Request]:
    """The requests of one presentation that were asked for a move to a home of her own, in one query, newest first."""
    query = _rows(visible(actor, ASK)).where(Payment.presentation_id == presentation_id, Payment.for_move)
    found = session.scalars(query.options(joinedload(Payment.events)).order_by(Payment.asked_at.desc(), Payment.id))
    return [Request(row) for row in found.unique()]


def listed(
    session: Session, actor: Actor, state: State | None = None, *, offset: int = 0, limit: int | None = None
) -> list[Request]:
    """Requests of one state or of all, the newest first."""
    query = _requests(visible(actor, DECIDE)).where(*_standing(state))
    query = query.order_by(Payment.asked_at.desc(), Payment.id).offset(offset).limit(limit)
    return [Request(row) for row in session.scalars(query)]


def count(session: Session, actor: Actor, state: State | None = None) -> int:
    """How many requests there are of one state, or of all."""
    query = select(func.count(Payment.id)).join(Household, Household.id == Payment.household_id)
    return session.scalar(query.where(visible(actor, DECIDE), *_standing(state))) or 0


def without_receipt(session: Session, actor: Actor, *, offset: int = 0, limit: int | None = None) -> list[Request]:
    """Requests that were paid and have no receipt yet, the one paid longest ago first."""
    of_payment = and_(PaymentEvent.payment_id == Payment.id, PaymentEvent.event == Event.PAID)
    paid_on = select(PaymentEvent.happened_on).where(of_payment).correlate(Payment).scalar_subquery()
    query = _requests(visible(actor, DECIDE)).where(*_lacking())
    query = query.order_by(paid_on, Payment.asked_at, Payment.id).offset(offset).limit(limit)
    return [Request(row) for row in session.scalars(query)]


def count_without_receipt(session: Session, actor: Actor) -> int:
    """How many paid requests have no receipt yet."""
    query = select(func.count(Payment.id)).join(Household, Household.id == Payment.household_id)
    return session.scalar(query.where(visible(actor, DECIDE), *_lacking())) or 0


def to_decide(session: Session, actor: Actor, _now: datetime) -> int:
    """How many this person may decide: not asked for, nor said yes to already, by herself."""
    own = exists().where(PaymentEvent.payment_id == Payment.id, PaymentEvent.by == actor.account_id)
    query = select(func.count(Payment.id)).join(Household, Household.id == Payment.household_id)
    return session.scalar(query.where(visible(actor, DECIDE), ~_has(*DECIDED), ~own)) or 0


def funds(session: Session, authority: str, fund: str, years: Iterable[int]) -> list[Fund]:
    """What may be spent from a fund, is committed and was spent, by financial year, in two queries."""
    wanted = list(years)
    budgets = select(FundBudget.year, FundBudget.amount).where(
        FundBudget.authority_code == authority, FundBudget.fund == fund, FundBudget.year.in_(wanted)
    )
    limits: dict[int, Decimal] = dict(session.execute(budgets.order_by(FundBudget.recorded_at, FundBudget.id)).all())
    told = (
        select(Payment.year, Payment.id, PaymentEvent.event, PaymentEvent.amount)
        .join(PaymentEvent, PaymentEvent.payment_id == Payment.id)
        .where(Payment.authority_code == authority, Payment.fund == fund, Payment.year.in_(wanted))
        .order_by(Payment.id, PaymentEvent.position)
    )
    events: defaultdict[tuple[int, UUID], list[tuple[Event, Decimal | None]]] = defaultdict(list)
    for year, payment_id, event, amount in session.execute(told):
        if year is not None:
            events[year, payment_id].append((Event(event), amount))
    sums = dict.fromkeys(wanted, (NOTHING, NOTHING))
    for (year, _), lines in events.items():
        committed, spent = counted(lines)
        sums[year] = (sums[year][0] + committed, sums[year][1] + spent)
    return [Fund(year, limits.get(year), *sums[year]) for year in wanted]


def budget_history(session: Session, authority: str, year: int) -> Sequence[FundBudget]:
    """Everything that was said of a year's budgets, newest first."""
    query = select(FundBudget).where(FundBudget.authority_code == authority, FundBudget.year == year)
    return session.scalars(query.order_by(FundBudget.recorded_at.desc(), FundBudget.id)).all()


def _rows(within: ColumnElement[bool]) -> Select[Payment]:
    return (
        select(Payment)
        .join(Payment.household)
        .where(within)
        .options(contains_eager(Payment.household).load_only(Household.reference, Household.authority_code))
    )


def _requests(within: ColumnElement[bool]) -> Select[Payment]:
    return _rows(within).options(selectinload(Payment.events))


def _has(*events: Event) -> ColumnElement[bool]:
    return exists().where(PaymentEvent.payment_id == Payment.id, PaymentEvent.event.in_(events))


def _lacking() -> list[ColumnElement[bool]]:
    return [_has(Event.PAID), ~_has(Event.RECEIPT)]


def _standing(state: State | None) -> list[ColumnElement[bool]]:
    """What has happened to a request at that state, and what has not (pathway.payments.MOVES)."""
    ended = _has(Event.REFUSED, Event.WITHDRAWN)
    rules = {
        State.ASKED: [~_has(*DECIDED, Event.FIRST_YES)],
        State.ABOVE_LIMIT: [and_(_has(Event.FIRST_YES), ~_has(*DECIDED))],
        State.APPROVED: [and_(_has(Event.APPROVED), ~_has(Event.PAID), ~ended)],
        State.PAID: [_has(Event.PAID)],
        State.REFUSED: [_has(Event.REFUSED)],
        State.WITHDRAWN: [_has(Event.WITHDRAWN)],
    }
    return [] if state is None else list(rules[state])
