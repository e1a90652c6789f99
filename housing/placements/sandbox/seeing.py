"""A preview as one person may see it: households by name or as numbers by band, units by code, run by run or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.codes import setting
from housing.placements.sandbox.numbers import said
from housing.placements.sandbox.readers import Reader, reader

BELOW = "report.suppress_below"
Difference = Mapping[str, Any]  # one entry of a comparison's `differences`
Flags = tuple[bool, bool, bool, bool, bool]  # in the order of Tally


@dataclass(frozen=True, slots=True)
class Named:
    """One household that the person may see. Units by code; `proposal` is a sentence, "" where it stays as it is."""

    id: str
    reference: str
    band: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    proposal: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many households of a band gain and lose what, as they may be told."""

    band: str
    gain_home: str
    lose_home: str
    gain_proposal: str
    lose_proposal: str
    other_proposal: str


@dataclass(frozen=True, slots=True)
class Often:
    """One household that the person may see: in how many of the runs it gains and loses what, in the order of Tally."""

    id: str
    reference: str
    band: int
    runs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in which households that the person may see gain or lose: how many, in the order of Tally."""

    id: str
    number: int
    as_of: date
    households: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """Today's households. `failed` says why it could not be worked out; `units` are those concerned, by code."""

    failed: str
    proved: bool
    named: tuple[Named, ...]
    others: tuple[Tally, ...]
    units: tuple[str, ...]

    @property
    def nobody(self) -> bool:
        """Whether nobody whom this person may know of gains or loses."""
        return not (self.failed or self.named or self.others)


@dataclass(frozen=True, slots=True)
class Lately:
    """The runs of the days looked back on. `looked_at` of `of` runs; `failed` are numbers of those not worked out."""

    looked_at: int
    of: int
    failed: tuple[int, ...]
    lines: tuple[RunLine, ...]
    named: tuple[Often, ...]
    others: tuple[Tally, ...]

    @property
    def nobody(self) -> bool:
        """Whether nobody whom this person may know of would have gained or lost."""
        return not (self.named or self.others)


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of a preview that the person may see, and nothing else."""

    today: Today
    lately: Lately


def shown(session: Session, actor: Actor, authority: str, preview: Mapping[str, Any]) -> Shown:
    """What of a preview's document (`trying.preview`) somebody may see, in a constant number of queries."""
    today: list[Difference] = preview["today"].get("differences", [])
    runs = preview["runs"]
    met = {each["household"] for each in today} | {each["household"] for run in runs for each in run["differences"]}
    who = reader(session, actor, authority, met)
    below = setting(session, BELOW, authority=None, on=_day(preview))
    return Shown(_today(preview["today"], today, who, below), _lately(preview, runs, who, below))


def _day(preview: Mapping[str, Any]) -> date:
    return date.fromisoformat(preview["as_of"])


def _today(part: Mapping[str, Any], differences: Sequence[Difference], who: Reader, below: int) -> Today:
    known = [each for each in differences if each["household"] in who.named or each["household"] in who.counted]
    named = [_named(each, who) for each in known if each["household"] in who.named]
    return Today(
        failed=part.get("failed", ""),
        proved=part.get("proved", True),
        named=tuple(sorted(named, key=lambda each: (each.band, each.reference))),
        others=_tallies([(each["band"], _flags(each)) for each in known if each["household"] in who.counted], below),
        units=tuple(sorted({who.units[unit] for each in known for unit in _units(each) if unit in who.units})),
    )


def _lately(preview: Mapping[str, Any], runs: Sequence[Mapping[str, Any]], who: Reader, below: int) -> Lately:
    bands: dict[str, int] = {}
    times: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for each in (each for run in reversed(runs) for each in run["differences"]):
        bands[each["household"]] = each["band"]
        times[each["household"]] = [
            count + flag for count, flag in zip(times[each["household"]], _flags(each), strict=True)
        ]
    named = [Often(key, who.named[key], bands[key], tuple(times[key])) for key in times if key in who.named]
    unnamed = [(bands[key], _any(times[key])) for key in times if key in who.counted]
    return Lately(
        looked_at=len(preview["looked_at"]),
        of=preview["of"],
        failed=tuple(preview["not_worked_out"]),
        lines=tuple(line for run in runs if (line := _line(run, who)).households != (0,) * 5) if who.by_run else (),
        named=tuple(sorted(named, key=lambda each: (each.band, each.reference))),
        others=_tallies(unnamed, below),
    )


def _line(run: Mapping[str, Any], who: Reader) -> RunLine:
    flags = [_flags(each) for each in run["differences"] if each["household"] in who.named]
    counts = tuple(sum(each[place] for each in flags) for place in range(5))
    return RunLine(run["id"], run["number"], date.fromisoformat(run["as_of"]), counts)


def _named(each: Difference, who: Reader) -> Named:
    return Named(
        id=each["household"],
        reference=who.named[each["household"]],
        band=each["band"],
        gained=tuple(sorted(who.unit(unit) for unit in each["units_gained"])),
        lost=tuple(sorted(who.unit(unit) for unit in each["units_lost"])),
        proposal=_proposal(each, who),
    )


def _proposal(each: Difference, who: Reader) -> str:
    before, after = each["before"], each["after"]
    if before == after:
        return ""
    if before is None:
        return f"Would be proposed {who.unit(after)}"
    if after is None:
        return f"Would no longer be proposed {who.unit(before)}, nor any other home"
    return f"Would be proposed {who.unit(after)} in place of {who.unit(before)}"


def _flags(each: Difference) -> Flags:
    before, after = each["before"], each["after"]
    return (
        bool(each["units_gained"]),
        bool(each["units_lost"]),
        before is None and after is not None,
        before is not None and after is None,
        None not in (before, after) and before != after,
    )


def _any(times: Iterable[int]) -> Flags:
    first, second, third, fourth, fifth = (count > 0 for count in times)
    return first, second, third, fourth, fifth


def _units(each: Difference) -> set[str]:
    moved = {each["before"], each["after"]} if each["before"] != each["after"] else set()
    return {*each["units_gained"], *each["units_lost"], *moved} - {None}


def _tallies(flagged: Sequence[tuple[int, Flags]], below: int) -> tuple[Tally, ...]:
    """A line for each band, and one for all where there are several."""

    def line(title: str, of: Iterable[Flags]) -> Tally:
        listed = list(of)
        return Tally(title, *(said(sum(flags[place] for flags in listed), below) for place in range(5)))

    bands = sorted({band for band, _ in flagged})
    lines = [line(f"Band {band}", (flags for of, flags in flagged if of == band)) for band in bands]
    return tuple([*lines, line("All", (flags for _, flags in flagged))] if len(bands) > 1 else lines)
