"""What today's run proposes can be offered: every rule again, on the live facts, as in the moment before a hold."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import db
from housing.placements.matching.rechecking import recheck
from housing.placements.models import MatchRun, Proposal
from tests.seed.conftest import Morning

pytestmark = pytest.mark.slow


def test_every_proposal_of_today_s_run_can_be_offered(morning: Morning) -> None:
    newest = select(MatchRun.id).order_by(MatchRun.number.desc()).limit(1).scalar_subquery()
    with Session(db.engine()) as session:
        proposed = session.execute(
            select(Proposal.household_id, Proposal.unit_id).where(
                Proposal.run_id == newest, Proposal.unit_id.is_not(None)
            )
        ).all()
        assert len(proposed) >= 8
        for household, unit in proposed:
            assert unit
            said = recheck(session, household_id=household, unit_id=unit, now=morning.now)
            assert set(said["rules"].values()) == {"accept"}
        session.rollback()
