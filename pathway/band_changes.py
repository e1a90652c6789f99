"""Who may change a household's priority band by hand, as data: raising takes a reason, lowering takes the team."""

from __future__ import annotations

from dataclasses import dataclass

from pathway.bands import LEAST_URGENT


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """One direction of change: which way the number goes, and whether only the homelessness team may do it."""

    verb: str
    sign: int
    team_only: bool


RAISE = ChangeRule("raise", -1, team_only=False)
LOWER = ChangeRule("lower", 1, team_only=True)


def raise_band(current: int, to: int, reason: str) -> str | None:
    """None if an officer may make the household more urgent; otherwise the sentence that says why not."""
    return _refusal(RAISE, current, to, reason, homelessness_team=False)


def lower_band(current: int, to: int, reason: str, *, homelessness_team: bool) -> str | None:
    """None if this person may make the household less urgent; otherwise the sentence that says why not."""
    return _refusal(LOWER, current, to, reason, homelessness_team=homelessness_team)


def _refusal(rule: ChangeRule, current: int, to: int, reason: str, *, homelessness_team: bool) -> str | None:
    if not 1 <= to <= LEAST_URGENT:
        return f"A band is a number from 1, the most urgent, to {LEAST_URGENT}."
    if (to - current) * rule.sign <= 0:
        return f"Band {to} does not {rule.verb} the urgency: the household is in band {current}."
    if rule.team_only and not homelessness_team:
        return f"Only the homelessness team can {rule.verb} a band. Tell them why you think it should change."
    if not reason.strip():
        return f"Say why you {rule.verb} the band, so that whoever reads it next understands."
    return None
