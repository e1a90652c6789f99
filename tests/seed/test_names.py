"""Whatever the day: few names are alike that are not meant to be, so that a lead is not asked about nothing."""

from __future__ import annotations

import pytest

from housing.households.alike.comparing import compare_new_names
from tests.seed.conftest import Morning

pytestmark = pytest.mark.slow


def test_the_names_of_those_who_are_feared_are_nobody_else_s(morning: Morning) -> None:
    while compare_new_names(now=morning.now)[0]:
        pass
    ((raised,),) = morning.asked("select count(*) from task where kind = 'name-allegation' and closed_at is null")
    assert 1 <= raised <= 4
