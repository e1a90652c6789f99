"""Who may say yes to a payment, what follows what, and what is left of a fund."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.payments import (
    MOVES,
    NOTHING,
    STATES,
    WORDS,
    Event,
    Fund,
    NotPossible,
    State,
    counted,
    financial_year,
    is_open,
    state_of,
    yes_of,
)

LIMITS = {"officer": Decimal(50), "homelessness_team": Decimal(500)}
OFFICER, TEAM = ("officer",), ("homelessness_team",)
E = Event


def test_a_request_goes_its_way() -> None:
    assert state_of([E.ASKED]) is State.ASKED
    assert state_of([E.ASKED, E.FIRST_YES, E.APPROVED, E.PAID, E.RECEIPT, E.RECEIPT]) is State.PAID
    assert state_of([E.ASKED, E.APPROVED, E.WITHDRAWN]) is State.WITHDRAWN
    for told in ([], [E.PAID], [E.ASKED, E.PAID], [E.ASKED, E.REFUSED, E.APPROVED], [E.ASKED, E.APPROVED, E.APPROVED]):
        with pytest.raises(NotPossible):
            state_of(told)
    assert set(MOVES) == set(STATES) == set(State)
    assert set(WORDS) == set(Event)
    assert [state for state in State if is_open(state)] == [State.ASKED, State.ABOVE_LIMIT, State.APPROVED]


@pytest.mark.parametrize(
    ("state", "pounds", "roles", "event"),
    [
        (State.ASKED, "50", OFFICER, E.APPROVED),
        (State.ASKED, "50.01", OFFICER, E.FIRST_YES),
        (State.ASKED, "500", TEAM, E.APPROVED),
        (State.ASKED, "500.01", TEAM, E.FIRST_YES),
        (State.ABOVE_LIMIT, "500.01", TEAM, E.APPROVED),
        (State.ABOVE_LIMIT, "40", OFFICER, E.APPROVED),
        (State.ASKED, "0.01", ("contractor",), E.FIRST_YES),
        (State.ASKED, "0.01", (), E.FIRST_YES),
    ],
)
def test_what_a_yes_makes_of_it(state: State, pounds: str, roles: tuple[str, ...], event: Event) -> None:
    assert yes_of(state, Decimal(pounds), limits=LIMITS, roles=roles, asked=False, first=False) is event


@given(st.decimals("0.01", "10000", places=2), st.sampled_from([State.ASKED, State.ABOVE_LIMIT]), st.booleans())
def test_nobody_approves_their_own_and_nobody_is_both_people(amount: Decimal, state: State, asked: bool) -> None:
    with pytest.raises(NotPossible, match="yourself" if asked else "second person"):
        yes_of(state, amount, limits=LIMITS, roles=TEAM, asked=asked, first=not asked)


def test_the_second_person_has_the_highest_limit_and_what_is_decided_is_decided() -> None:
    with pytest.raises(NotPossible, match="higher limit"):
        yes_of(State.ABOVE_LIMIT, Decimal(600), limits=LIMITS, roles=OFFICER, asked=False, first=False)
    with pytest.raises(NotPossible, match="Paid"):
        yes_of(State.PAID, Decimal(6), limits=LIMITS, roles=TEAM, asked=False, first=False)
    assert yes_of(State.ABOVE_LIMIT, Decimal(6), limits={}, roles=TEAM, asked=False, first=False) is E.APPROVED


def test_what_is_approved_is_committed_until_it_is_paid() -> None:
    ten, eight = Decimal(10), Decimal(8)
    assert counted([(E.ASKED, ten)]) == (NOTHING, NOTHING)
    assert counted([(E.ASKED, ten), (E.APPROVED, ten)]) == (ten, NOTHING)
    assert counted([(E.ASKED, ten), (E.APPROVED, ten), (E.PAID, eight), (E.RECEIPT, None)]) == (NOTHING, eight)
    assert counted([(E.ASKED, ten), (E.APPROVED, ten), (E.WITHDRAWN, None)]) == (NOTHING, NOTHING)
    fund = Fund(2026, Decimal(100), ten, eight)
    assert (fund.left, fund.title, fund.allows(Decimal(82)), fund.allows(Decimal("82.01"))) == (
        Decimal(82), "2026 to 2027", True, False
    )  # fmt: skip
    assert not Fund(2026, None, Decimal(0), Decimal(0)).allows(Decimal("0.01"))


def test_a_financial_year_begins_on_the_first_of_april() -> None:
    assert [financial_year(day) for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31))] == [
        2025,
        2026,
        2026,
    ]
