"""How each duty to her may end, as data: which endings need a written notice with the right to a review, and which
happen by themselves. What a council counts them as is the label of its code list; the slugs are those of the list.

A circumstance that the law does not know for a duty is not in its list, so it cannot be recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pathway.clocks import Running


class Duty(StrEnum):
    """A duty under Part 7 of the Housing Act 1996; the value is what is stored."""

    PREVENTION = "prevention"
    RELIEF = "relief"
    INTERIM = "interim"
    MAIN = "main"


# Duty: (title, key of its clock in pathway.duties, section)
DUTIES: dict[Duty, tuple[str, str, str]] = {
    Duty.INTERIM: ("Somewhere to stay meanwhile", "interim-accommodation", "s188"),
    Duty.PREVENTION: ("Prevention duty", "prevention-duty", "s195"),
    Duty.RELIEF: ("Relief duty", "relief-duty", "s189B"),
    Duty.MAIN: ("Main duty", "main-duty", "s193"),
}
DAYS_PASSED, SECURED = "56_days", "secured"


@dataclass(frozen=True, slots=True)
class Ending:
    """One way in which a duty ends. `by_notice`: only by a written notice that says why and how to ask for a review."""

    slug: str
    duty: Duty
    by_notice: bool
    source: str


P, R, N, M = Duty.PREVENTION, Duty.RELIEF, Duty.INTERIM, Duty.MAIN
ENDINGS: tuple[Ending, ...] = (
    Ending("secured_stay", P, True, "s195(8)(a)"),
    Ending("secured_move", P, True, "s195(8)(a)"),
    Ending("homeless", P, True, "s195(8)(c); the relief duty follows"),
    Ending("refused_suitable", P, True, "s195(8)(d)"),
    Ending("refused_cooperate", P, True, "s195(10) and s193B"),
    Ending("contact_lost", P, True, "s195(8)(g): withdrawn; welfare checks come first"),
    Ending("withdrew", P, True, "s195(8)(g)"),
    Ending(DAYS_PASSED, P, True, "s195(8)(b); not while a valid notice to leave is running"),
    Ending("not_eligible", P, True, "s195(8)(f)"),
    Ending(SECURED, R, True, "s189B(7)(a)"),
    Ending(DAYS_PASSED, R, True, "s189B(4) by itself with priority need and not intentionally; else s189B(7)(b)"),
    Ending("lc_referral", R, True, "s198 and s199A"),
    Ending("int_homeless", R, True, "s189B(7)(d)"),
    Ending("refused_final", R, True, "s193A"),
    Ending("non_coop", R, True, "s193B and s193C"),
    Ending("contact_lost", R, True, "s189B(7)(f): withdrawn; welfare checks come first"),
    Ending("withdrew", R, True, "s189B(7)(f)"),
    Ending("not_eligible", R, True, "s189B(7)(e)"),
    Ending("decided", N, False, "s188: until the decision is notified"),
    Ending("not_needed", N, False, "She has somewhere safe to stay"),
    Ending("withdrew", N, False, "She has asked us to stop"),
    Ending("pt6_accepted", M, True, "s193(6)(c)"),
    Ending("pt6_refused", M, True, "s193(7)"),
    Ending("prso_accepted", M, True, "s193(7AA)"),
    Ending("prso_refused", M, True, "s193(7AA)"),
    Ending("refused_ta_lost", M, True, "s193(5)"),
    Ending("not_eligible", M, True, "s193(6)(a)"),
    Ending("int_homeless_ta", M, True, "s193(6)(b)"),
    Ending("lc_referral", M, True, "s198(1) and s200"),
    Ending("left_ta", M, True, "s193(6)(d)"),
)


def endings_of(duty: Duty) -> tuple[Ending, ...]:
    """The ways in which a duty may end, in the order in which they are offered."""
    return tuple(each for each in ENDINGS if each.duty is duty)


def ending_of(duty: Duty, slug: str) -> Ending | None:
    """The ending of that name for that duty."""
    return next((each for each in endings_of(duty) if each.slug == slug), None)


def by_itself(ending: Ending, *, intentional: bool | None) -> bool:
    """Whether the duty ends without a notice: relief on its last day, with priority need and not intentionally.

    Priority need is automatic for a person homeless because of domestic abuse (s189(1)(e)).
    """
    return ending.duty is Duty.RELIEF and ending.slug == DAYS_PASSED and intentional is False


def why_not(
    ending: Ending, clock: Running, ended_on: date, *, intentional: bool | None, notice_running: bool | None
) -> str | None:
    """Why the duty may not end like this on that day, as a sentence; None where it may.

    `clock` is the duty's clock; `notice_running`: whether a valid notice to leave her home is running, None not known.
    """
    if ended_on < clock.started_on:
        return "The duty cannot end before it began."
    if ending.slug != DAYS_PASSED or clock.last_on is None:
        return None
    if ending.duty is Duty.PREVENTION and notice_running is not False:
        return (
            "The duty goes on while a valid notice to leave is running."
            if notice_running
            else "Find out whether a valid notice to leave is running: the duty goes on while one is."
        )
    itself = by_itself(ending, intentional=intentional)
    if ended_on < clock.last_on or (ended_on == clock.last_on and not itself):
        return f"The 56 days have not passed by then. {clock.how}"
    if itself and ended_on > clock.last_on:
        return f"It ended by itself on its last day. {clock.how}"
    return None
