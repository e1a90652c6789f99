"""What looks unlikely is asked once, and again when the facts behind it change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pathway.soft_checks import Facts, Limits, Somebody, checks

TODAY = date(2026, 11, 23)
LIMITS = Limits(child_waiting_days=180, waiting_days=400, youngest_parent=13, most_people=3, oldest_asking=95)
LEAD = Somebody("lead", "adult", (34, 34), named="a")


def facts(*others: Somebody, lead: Somebody = LEAD, waited: int | None = 10, due: tuple[date, ...] = ()) -> Facts:
    since = None if waited is None else TODAY - timedelta(days=waited)
    return Facts((lead, *others), due, since, TODAY)


def child(low: int, high: int | None = None, **more: str | None) -> Somebody:
    named = more.get("named", "b")
    return Somebody(more.get("id") or "kid", "child", (low, high or low), more.get("relationship", "child"), named)


@pytest.mark.parametrize(
    ("known", "slug", "said"),
    [
        (facts(child(3), waited=400), "child-waiting", "A child of 3 has waited for 400 days"),
        (facts(child(0), waited=181), "child-waiting", "A child under 1 has waited for 181 days"),
        (facts(waited=401), "waiting", "They have waited for 401 days"),
        (facts(child(22, 23)), "young-parent", "12 years younger"),
        (facts(child(35)), "young-parent", "older than the person who asks for help"),
        (facts(lead=Somebody("lead", "adult", (15, 15))), "adult-under-18", "recorded as an adult is 15"),
        (facts(*(child(5, id=str(n), named=None) for n in range(3))), "many-people", "4 people are recorded"),
        (facts(lead=Somebody("lead", "adult", (96, 96))), "old", "is 96"),
        (facts(due=(TODAY - timedelta(days=1),)), "birth-overdue", "was due on 22 November 2026"),
        (facts(child(5), child(5, id="other")), "twice", "recorded twice"),
    ],
)
def test_what_is_asked(known: Facts, slug: str, said: str) -> None:
    (found,) = checks(known, LIMITS)
    assert found.slug == slug
    assert said in found.sentence


@pytest.mark.parametrize(
    "known",
    [
        facts(),
        facts(child(3), waited=180),
        facts(waited=400),
        facts(child(3), waited=None),
        facts(child(20, 21)),
        facts(Somebody("kid", "child", None, "child"), waited=500),
        facts(Somebody("mum", "adult", (33, 33), "parent")),
        facts(child(5), lead=Somebody("lead", "adult", None)),
        facts(lead=Somebody("lead", "adult", (17, 18))),
        facts(due=(TODAY,)),
        facts(child(5), child(6, id="other")),
        Facts((), (), None, TODAY),
    ],
)
def test_what_is_not(known: Facts) -> None:
    assert checks(known, LIMITS) == []


def test_a_confirmation_holds_until_the_facts_change() -> None:
    (first,) = checks(facts(child(3), waited=200), LIMITS)
    (tomorrow,) = checks(facts(child(3), waited=200), LIMITS)
    (much_later,) = checks(facts(child(3), waited=370), LIMITS)
    assert first.basis == tomorrow.basis != much_later.basis
    (gap,) = checks(facts(child(22, 22)), LIMITS)
    (corrected,) = checks(facts(child(23, 23)), LIMITS)
    assert gap.basis != corrected.basis
