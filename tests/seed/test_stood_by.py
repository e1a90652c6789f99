"""Whatever the day: one family with an incident, an order and a plan, another with a referral that was answered."""

from __future__ import annotations

import pytest

from tests.seed.conftest import Morning

pytestmark = pytest.mark.slow


def test_two_families_are_stood_by(morning: Morning) -> None:
    for table, rows in (("incident", 1), ("protective_order", 1), ("safety_plan", 1), ("referral_out", 3)):
        assert morning.asked(f"select count(*) from {table}") == [(rows,)], table
    assert morning.asked("select count(*) from running_clock where key = 'protective-order'") == [(1,)]
    kinds = {kind for (kind,) in morning.asked("select distinct kind from task where closed_at is null")}
    assert {"incident", "safety-plan", "referral-out", "next-contact"} <= kinds
    assert morning.asked("select count(*) from unsafe_mark where lifted_at is null") == [(1,)]
