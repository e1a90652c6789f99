"""Who pays, this morning: leave that runs out, nights that nobody pays for, and help with money at each stage."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from sqlalchemy import Select, func, select

from housing.clock import day_of
from housing.db import reading
from housing.households.immigration.recording import Said
from housing.households.models import Household
from housing.placements.models import Offer
from housing.places.models import UnitPeriod
from housing.presentations.funding.lines import Terms, add_line
from housing.presentations.funding.status import record_status
from housing.presentations.models import Presentation
from housing.presentations.payments.asking import Asked, ask
from housing.presentations.payments.budgets import set_budget
from housing.presentations.payments.deciding import approve, pay
from housing.presentations.payments.models import Payment
from housing.presentations.payments.receipts import Receipt, add_receipt
from pathway.funding import Event
from pathway.payments import financial_year
from seed.cast import Cast
from seed.hours import lately

BUDGETS = {"prevention": Decimal(25_000), "emergency": Decimal(4_000)}
GRANTED_DAYS_AGO, PAID_NIGHTS = 64, 24
REQUESTS = (
    Asked("prevention", "deposit", Decimal("420.00"), "landlord", "direct", "Rent in advance (made up)"),
    Asked("emergency", "food_and_baby", Decimal("45.00"), "herself", "voucher", "Nappies and formula (made up)"),
    Asked("prevention", "household_items", Decimal("860.00"), "supplier", "direct", "Beds and a cooker (made up)"),
    Asked("prevention", "moving_costs", Decimal("150.00"), "supplier", "direct", "A van for a day (made up)", True),
    Asked("emergency", "telephone", Decimal("30.00"), "herself", "voucher", "A telephone of her own (made up)"),
)


def who_pays(cast: Cast, *, now: datetime) -> None:
    """Status and lines of two households, four requests, two budgets: through the services, as somebody would."""
    with reading() as session:
        seeking = session.scalars(_open().where(Household.immigration == "nrpf")).first()
        offered = session.scalars(_open().where(Household.id.in_(_offered())).limit(1)).first()
        living = list(session.scalars(_open().where(Household.id.in_(_living())).limit(len(REQUESTS))))
    if seeking is not None:
        _concession(cast, seeking, now=now)
    if offered is not None:
        _runs_out(cast, offered, now=now)
    if living:
        _runs_out(cast, living[0], now=now)
        _help(cast, living, now=lately(now, 1))


def _concession(cast: Cast, household_id: UUID, *, now: datetime) -> None:
    """Leave granted some weeks ago; children's services have been asked, and a grant pays meanwhile."""
    by, today = cast.actors["officer"], day_of(now)
    granted = Said("mvdac_granted", today - timedelta(days=GRANTED_DAYS_AGO), evidence="adviser")
    record_status(household_id=household_id, said=granted, by=by, now=now)
    add_line(
        household_id=household_id, route="part_4_grant", payer="Safe accommodation grant (made up)",
        event=Event.CONFIRMED, terms=Terms(today, today + timedelta(days=42), Decimal("58.00")),
        once=_once(household_id, "grant"), by=by, now=now,
    )  # fmt: skip
    add_line(
        household_id=household_id, route="section_17", payer="Children’s services (made up)", event=Event.ASKED,
        terms=Terms(decision_by=today + timedelta(days=3)), once=_once(household_id, "s17"), by=by, now=now,
    )  # fmt: skip


def _runs_out(cast: Cast, household_id: UUID, *, now: datetime) -> None:
    """She lives somewhere or is offered it, and what pays for it ends in some weeks."""
    today = day_of(now)
    add_line(
        household_id=household_id, route="section_17", payer="Children’s services (made up)", event=Event.CONFIRMED,
        terms=Terms(today, today + timedelta(days=PAID_NIGHTS), Decimal("61.50")), once=_once(household_id, "s17"),
        by=cast.actors["officer"], now=now,
    )  # fmt: skip


def _help(cast: Cast, households: list[UUID], *, now: datetime) -> None:
    """Two requests paid, one with its receipt; one approved; one for a second person; one, for a move, to decide."""
    officer, first = cast.actors["officer"], cast.actors["homelessness"]
    for fund, amount in BUDGETS.items():
        set_budget(fund=fund, year=financial_year(day_of(now)), amount=amount, why="Cabinet decision (made up)",
                   by=first, now=now)  # fmt: skip
    made: list[Payment] = []
    for place, asked in enumerate(REQUESTS):
        household_id = households[place % len(households)]
        once = _once(household_id, asked.purpose)
        made.append(ask(household_id=household_id, asked=asked, once=once, by=officer, now=now))
    for payment in (*made[:3], made[4]):
        approve(payment_id=payment.id, by=first, now=now)
    paid, today = made[0], day_of(now)
    for number, each in enumerate((paid, made[4]), start=1):
        pay(payment_id=each.id, amount=each.amount, paid_on=today, reference=f"MADE-UP-{number}", by=first, now=now)
    bill = Receipt(today, file=b"Made-up receipt: rent in advance, 420 pounds, paid in full.\n")
    add_receipt(payment_id=paid.id, receipt=bill, by=officer, now=now + timedelta(minutes=5))


def _open() -> Select[UUID]:
    """Open cases of the officers' team that are not restricted, the longest waiting first."""
    return (
        select(Presentation.household_id)
        .join(Household, Household.id == Presentation.household_id)
        .where(Presentation.ended_at.is_(None), Household.restricted.is_(False))
        .order_by(Presentation.presented_at, Presentation.id)
    )


def _offered() -> Select[UUID]:
    return select(Offer.household_id).where(Offer.ended_at.is_(None))


def _living() -> Select[UUID | None]:
    return select(UnitPeriod.household_id).where(
        UnitPeriod.kind == "stay", UnitPeriod.replaced_at.is_(None), func.upper(UnitPeriod.during).is_(None)
    )


def _once(household_id: UUID, of: str) -> UUID:
    return uuid5(household_id, of)
