"""Households without a proposal, by the reason; each reason in one line, the rest behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from housing.placements.matching import words
from housing.placements.matching.facts import Fact
from housing.web.filters import plural


def in_short(reason: str, why_not: Mapping[str, Any], facts: Sequence[Fact]) -> str:
    """Why one household has no proposal, in a line.

    Args:
        reason: one of `words.NOT_PLACED`.
        why_not: its entry of the answer: {"refused_by", "lost_to", ...}.
        facts: what is to be found out of the household.
    """
    said = {"outcompeted": _lost(why_not), "needs_facts": _asks(facts), "no_suitable_unit": _closed(why_not)}
    said["banned"] = "Pins and bans say by whose word"
    return said.get(reason, "") or "Why, in full"


def _lost(why_not: Mapping[str, Any]) -> str:
    levels = Counter(entry["level"] for entry in why_not.get("lost_to", ()))
    if not levels:
        return ""
    level, _ = levels.most_common(1)[0]
    return f"{plural(levels.total(), 'unit')} would suit: {words.lost(level)}"


def _asks(facts: Sequence[Fact]) -> str:
    if not facts:
        return "A service has to be asked first"
    first = facts[0].text
    more = f", and {plural(len(facts) - 1, 'more thing')}" if len(facts) > 1 else ""
    return f"{first[:1].upper()}{first[1:]}{more}"


def _closed(why_not: Mapping[str, Any]) -> str:
    closed = words.refusals(why_not.get("refused_by", {}))
    if not closed:
        return ""
    return closed[0] + (f", and {plural(len(closed) - 1, 'more rule')}" if len(closed) > 1 else "")
