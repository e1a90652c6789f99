"""Whatever the day: the worklists begin with what fell due lately, not with a year of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seed.caught_up import DONE, LATE
from tests.seed.conftest import Morning

pytestmark = pytest.mark.slow


def test_a_morning_begins_with_a_few_things_late(morning: Morning) -> None:
    late = "select kind from task where closed_at is null and due_at < :moment"
    left = [kind for (kind,) in morning.asked(late, moment=morning.now - LATE)]
    assert not set(left) & set(DONE)
    assert len(left) < 15
    assert morning.asked("select 1 from task where closed_at is null and due_at > :now", now=morning.now)


def test_what_was_done_was_done_before_this_morning_s_first_hour(morning: Morning) -> None:
    done = "select max(closed_at) from task where kind = any(:kinds)"
    ((latest,),) = morning.asked(done, kinds=list(DONE))
    assert latest <= morning.now
    assert latest >= morning.now - timedelta(days=2)
