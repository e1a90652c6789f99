"""A banned pair is kept from options and from offers, to the end of the last day, and says by whose word."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from housing import db
from housing.households.models import Household
from housing.placements.matching.decisions.services import decide_accept, decide_another
from housing.placements.matching.edits.models import BAN
from housing.placements.matching.edits.services import lift_edit
from housing.placements.matching.edits.standing import Banned
from housing.placements.matching.options.queries import look
from housing.placements.matching.rechecking import recheck
from housing.placements.models import MatchRun, Offer, Proposal
from tests.housing.placements.matching.edits.arranging import WEEK, WHY, Contested
from tests.housing.placements.matching.factories import NOW


def proposal(run: MatchRun, household: Household) -> UUID:
    """The household's line of the run."""
    with db.reading() as session:
        query = select(Proposal.id).where(Proposal.run_id == run.id, Proposal.household_id == household.id)
        return session.scalars(query).one()


def test_a_banned_unit_cannot_be_offered_until_the_ban_is_lifted(council: Contested) -> None:
    run = council.run()
    lines = {line: council.make(BAN, household, council.near) for line, household in (
        (proposal(run, council.second), council.second), (proposal(run, council.first), council.first)
    )}  # fmt: skip
    proposed, other = lines
    sentence = (
        r"Aisha Demo said at 9:14am on 23 November 2026 that .*D-NEAR is not to be proposed for this household, "
        rf"to the end of 30 November 2026: {re.escape(WHY)}\. To offer it, lift that first\."
    )
    with pytest.raises(Banned, match=sentence):
        decide_accept(proposal_id=proposed, by=council.actor, now=NOW)
    with pytest.raises(Banned, match=sentence):
        decide_another(proposal_id=other, unit_id=council.near.id, reason="x", by=council.actor, now=NOW)
    with db.reading() as session:
        assert session.scalars(select(Offer)).all() == []
    lift_edit(edit_id=lines[proposed].id, reason="made up", by=council.actor, now=NOW)
    decide_accept(proposal_id=proposed, by=council.actor, now=NOW)


@pytest.mark.parametrize(
    ("moment", "banned"),
    [
        (datetime(2026, 11, 30, 23, 59, tzinfo=NOW.tzinfo), True),
        (datetime(2026, 12, 1, 0, 0, tzinfo=NOW.tzinfo), False),
    ],
)
def test_a_ban_ends_at_midnight_in_london(council: Contested, moment: datetime, banned: bool) -> None:
    council.make(BAN, council.second, council.near, last_on=WEEK)
    try:
        with db.transaction() as session:
            recheck(session, household_id=council.second.id, unit_id=council.near.id, now=moment)
        stopped = False
    except Banned:
        stopped = True
    assert stopped is banned
    with db.reading() as session:
        page = look(session, council.actor, council.second.id, now=moment)
    assert ([each.unit.id for each in page.suits] == []) is banned
    assert bool(page.edits) is banned


def test_options_leave_a_banned_unit_out_and_say_whose_word_it_is(council: Contested) -> None:
    council.make(BAN, council.first, council.far)
    with db.reading() as session:
        page = look(session, council.actor, council.first.id, now=NOW)
    assert [each.unit.id for each in page.suits] == [str(council.near.id)]
    (banned,) = page.banned
    assert banned.refusals == (("", "Not to be proposed", f"Aisha Demo, to the end of 30 November 2026. {WHY}"),)
    assert page.option(UUID(banned.unit.id)) == banned
    assert {unit.id for unit in page.every_unit} == {str(council.near.id), str(council.far.id)}
