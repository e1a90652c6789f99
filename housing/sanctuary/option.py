"""Sanctuary among a household's options: whether she could stay at home, and if not, what would change that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.models import Household, SafeContact
from housing.sanctuary import queries
from housing.sanctuary.clocks import Clock, promises
from housing.sanctuary.known import before_referral, facts_of
from housing.sanctuary.models import STAY
from housing.sanctuary.queries import Standing
from pathway.sanctuary_eligibility import Answer, Eligibility, Finding, eligibility


@dataclass(frozen=True, slots=True)
class StayingOption:
    """Staying at home: the open job where there is one, what the conditions say, and what is known of the last job."""

    job: Standing | None
    clock: Clock | None
    what: Eligibility
    may_refer: bool

    @property
    def first(self) -> bool:
        """Whether it stands before the units: she wants to stay, and nothing speaks against it."""
        wish = self.what.findings[0]
        return self.job is not None or (wish.answer is Answer.ACCEPT and not self.what.refusals)

    @property
    def headline(self) -> str:
        """One sentence."""
        if self.job is not None:
            return f"A job is open: {self.job.state.stage.words}."
        if self.what.refusals:
            because = self.what.refusals[0].because
            return f"Not possible as things are: {because[:1].lower()}{because[1:]}."
        return "It may be possible. What has to be found out first is below."

    @property
    def open_questions(self) -> tuple[Finding, ...]:
        """What stands against it and what has to be found out, refusals first; her own no is enough."""
        wish = self.what.findings[0]
        if wish.answer is Answer.REFUSE:
            return (wish,)
        return (*self.what.refusals, *self.what.asks)


def staying(session: Session, actor: Actor, household: Household, *, now: datetime) -> StayingOption:
    """Whether this household could stay; a constant number of queries."""
    found = queries.of_household(session, actor, household.id)
    current = next((each for each in found if each.state.open and each.job.purpose == STAY), None)
    facts = facts_of(current.job) if current else before_referral(household, session.get(SafeContact, household.id))
    clock = promises(session, household.authority_code, now).clock(current, now) if current else None
    return StayingOption(
        job=current,
        clock=clock,
        what=eligibility(facts, today=day_of(now)),
        may_refer=current is None and actor.may("sanctuary.refer"),
    )
