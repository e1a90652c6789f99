"""The pathway guide: what support each stage owes, by whom, by when. Dated rows, edited by the council."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from pathway.conditions import CaseFacts, holds, kept
from pathway.dated import in_force
from pathway.promises import AT_ONCE, BEFORE_MOVE, ON_CHANGE, SAME_DAY, SOON, Unit, Within, due_by
from pathway.stages import Stage


@dataclass(frozen=True, slots=True)
class Support:
    """One thing owed at one stage. `by` is the slug of the role that owes it; `only` the condition (pathway.conditions)
    that says for whom, "" for all; `kept_by` the recorded fact that keeps it, "" where a person says so.

    `carries`: still owed once the stage is left, since it is owed to her and not to the stage.
    `verified`: checked against a published source. A row that is not is the council's practice, to be confirmed.
    """

    slug: str
    stage: Stage
    owed: str
    by: str
    within: Within
    only: str = ""
    source: str = "The council's pathway guide"
    verified: bool = False
    carries: bool = False
    kept_by: str = ""
    from_on: date | None = None
    until_on: date | None = None


OFFICER, TEAM, PROVIDER, WORKS = "officer", "homelessness_team", "refuge_manager", "sanctuary_coordinator"
AFTER_DAY = Within(Unit.HOURS, 24)
FIRST_WEEK = Within(Unit.DAYS, 6, "before the first week ends")
DAILY, WEEKLY, EVERY_28 = Within(Unit.EVERY, 1), Within(Unit.EVERY, 7), Within(Unit.EVERY, 28)
ONE_DAY, FIVE_DAYS, TEN_DAYS = (Within(Unit.WORKING_DAYS, days) for days in (1, 5, 10))
WEEK_4, WEEK_12 = Within(Unit.DAYS, 28, "4 weeks after the move"), Within(Unit.DAYS, 84, "12 weeks after the move")
CHILDREN, HIGH_RISK, NO_RECOURSE = "children", "high-risk", "no-recourse"
PLAN = "Housing Act 1996 s189A"

GUIDE = (
    Support("meet", Stage.FIRST_CONTACT, "Meet the specialist officer; on call at weekends", OFFICER, AT_ONCE),
    Support(
        "safe-contact", Stage.FIRST_CONTACT, "Agree how and when it is safe to be in touch", OFFICER, AT_ONCE,
        carries=True, kept_by="contact-agreed",
    ),
    Support("immediate-danger", Stage.FIRST_CONTACT, "Act on any immediate danger", OFFICER, AT_ONCE),
    Support("interpreter", Stage.FIRST_CONTACT, "An interpreter, no relative", OFFICER, AT_ONCE, "interpreter"),
    Support(
        "dash", Stage.FIRST_CONTACT, "DASH and chaos indicator, at her pace", OFFICER, SAME_DAY,
        carries=True, kept_by="risk-entered",
    ),
    Support("essentials", Stage.FIRST_CONTACT, "Essentials pack: food, baby things, toiletries", OFFICER, SAME_DAY),
    Support("options", Stage.ASSESSMENT, "Show her the options there are, and why", OFFICER, SAME_DAY),
    Support("marac", Stage.ASSESSMENT, "Refer to the MARAC and an IDVA", OFFICER, ONE_DAY, HIGH_RISK, carries=True),
    Support(
        "children", Stage.ASSESSMENT, "Children's needs, school, Operation Encompass", OFFICER, SOON, CHILDREN,
        carries=True,
    ),
    Support(
        "childrens-services", Stage.ASSESSMENT, "Tell children's services", OFFICER, SAME_DAY, "child-at-risk",
        carries=True,
    ),
    Support(
        "decision", Stage.ASSESSMENT, "Eligibility, the duty owed and the decision letter", TEAM, SOON,
        source="Housing Act 1996 s184", carries=True,
    ),
    Support(
        "plan", Stage.ASSESSMENT, "Personalised housing plan, agreed with her", OFFICER, SOON,
        source=PLAN, verified=True, carries=True,
    ),
    Support(
        "somewhere-safe", Stage.SAFE_TONIGHT, "Somewhere safe: a hotel last of all", TEAM, SAME_DAY,
        kept_by="safe-tonight",
    ),
    Support("hotel-review", Stage.SAFE_TONIGHT, "Review the hotel night", TEAM, DAILY, "hotel"),
    Support(
        "child-contact", Stage.SAFE_TONIGHT, "Keep time with her children possible", OFFICER, SAME_DAY, "children-apart"
    ),
    Support("welcome", Stage.PLACED, "A welcome by the provider", PROVIDER, AT_ONCE),
    Support(
        "one-worker", Stage.PLACED, "One named worker for the whole journey", OFFICER, SAME_DAY,
        carries=True, kept_by="worker",
    ),
    Support("risk-review", Stage.PLACED, "Review the risk", PROVIDER, AFTER_DAY),
    Support("support-plan", Stage.PLACED, "Support plan, made with her", PROVIDER, FIVE_DAYS),
    Support("funding-route", Stage.PLACED, "Confirm the funding route", OFFICER, FIRST_WEEK, NO_RECOURSE),
    Support("doctor", Stage.PLACED, "Register with a GP", PROVIDER, TEN_DAYS),
    Support("school", Stage.PLACED, "School and nursery places", PROVIDER, TEN_DAYS, CHILDREN),
    Support("benefits", Stage.PLACED, "Benefits claimed or moved, safely", PROVIDER, TEN_DAYS),
    Support("weekly-contact", Stage.SETTLING, "Contact every week", PROVIDER, WEEKLY),
    Support("therapy", Stage.SETTLING, "Therapeutic support, when she wants it", PROVIDER, SOON),
    Support("childrens-worker", Stage.SETTLING, "Children's worker", PROVIDER, SOON, CHILDREN),
    Support("plan-review", Stage.SETTLING, "Review the plan with her", OFFICER, EVERY_28, source=PLAN),
    Support("risk-on-change", Stage.SETTLING, "Review the risk", OFFICER, ON_CHANGE),
    Support("bidding", Stage.MOVING_ON, "Bidding, and the priority that she is owed", OFFICER, SOON),
    Support("money", Stage.MOVING_ON, "Help with arrears and deposit (prevention fund)", OFFICER, SOON),
    Support("furniture", Stage.MOVING_ON, "Furniture and household items", OFFICER, BEFORE_MOVE),
    Support("secure-new-home", Stage.MOVING_ON, "Make the new home secure", WORKS, BEFORE_MOVE),
    Support("area-check", Stage.MOVING_ON, "Check the new area for safety again", OFFICER, BEFORE_MOVE),
    Support("contact-4", Stage.RESETTLED, "Ask how she and her children are", OFFICER, WEEK_4),
    Support("contact-12", Stage.RESETTLED, "Ask how she and her children are", OFFICER, WEEK_12),
    Support("risk-after-move", Stage.RESETTLED, "Review the risk", OFFICER, WEEK_4),
    Support("her-rating", Stage.RESETTLED, "Her own rating of the help", OFFICER, WEEK_12, "her-wish"),
    Support("close-or-start", Stage.RESETTLED, "Close, or start again without a new story to tell", OFFICER, WEEK_12),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looking:
    """When a promise without a day is looked at, and how long before its day another becomes a task.

    Hours for what is owed at once; working days for "as soon as it can be done"; days for the others. `cut_off`: the
    council's, for what is counted in working days (pathway.promises.Within).
    """

    at_once_hours: int = 1
    soon_working_days: int = 5
    before_move_days: int = 14
    ahead_days: int = 21
    cut_off: time | None = None


def applies(row: Support, facts: CaseFacts) -> bool:
    """Whether the row is owed to this household: its condition holds, or nobody knows whether it does, and no recorded
    fact has kept it already."""
    return holds(row.only, facts) is not False and not kept(row.kept_by, facts)


def first_due(row: Support, since: datetime, looking: Looking, *, also_closed: Container[date] = ()) -> datetime | None:
    """The moment by which the row is owed, counted from `since`; what has no day of its own by when it is looked at.

    None for what is owed whenever something changes: nothing comes due by itself.

    Raises:
        ValueError: `since` does not say which time zone it is in.
    """
    within = replace(_countable(row.within, looking), cut_off=looking.cut_off)
    return due_by(within, since, also_closed=also_closed)


def time_to_raise(due_at: datetime, now: datetime, looking: Looking) -> bool:
    """Whether its task belongs on a list already: what is owed in months would only stand in the way."""
    return due_at - now <= timedelta(days=looking.ahead_days)


def _countable(within: Within, looking: Looking) -> Within:
    if within == AT_ONCE:
        return Within(Unit.HOURS, looking.at_once_hours)
    if within.unit is Unit.SOON:
        return Within(Unit.WORKING_DAYS, looking.soon_working_days)
    if within.unit is Unit.BEFORE_MOVE:
        return Within(Unit.DAYS, looking.before_move_days)
    return within


def owed(stage: Stage, on: date, rows: Iterable[Support] = GUIDE) -> tuple[Support, ...]:
    """What a stage owes on the day `on`, in the order of the guide. A closed pathway owes nothing."""
    return tuple(row for row in in_force(rows, on) if row.stage is stage)
