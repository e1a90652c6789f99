"""Whatever the day: those who wait stand at several stages, one has nobody, and an agency has taken somebody over."""

from __future__ import annotations

import pytest

from tests.seed.conftest import Morning

pytestmark = pytest.mark.slow

STAGES = (
    "select distinct stage from (select distinct on (presentation_id) presentation_id, stage from stage_entry "
    "order by presentation_id, at desc) s join presentation p on p.id = s.presentation_id where p.ended_at is null"
)


def test_those_who_wait_stand_where_they_would(morning: Morning) -> None:
    assert {"first_contact", "assessment", "safe_tonight", "settling"} <= {stage for (stage,) in morning.asked(STAGES)}
    assert morning.asked("select count(*) from presentation where ended_at is null and officer_id is null") == [(1,)]
    assert morning.asked("select count(*) from handover where closed_at is null") == [(1,)]
    assert morning.asked("select 1 from outside_handover where closed_at is not null limit 1") == [(1,)]
