"""What has to be found out before more can be proposed: by what to do, each with the households that wait for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from housing.placements.matching import words
from housing.placements.matching.facts import Fact, live_facts
from housing.placements.matching.runs.queries import UnitName
from housing.placements.models import Proposal

Named = tuple[UUID, str]  # a household's id and its reference


@dataclass(frozen=True, slots=True)
class ToFindOut:
    """One thing to do, and for whom. `home` is the property whose service is to be asked, "" for a household's fact."""

    text: str
    endpoint: str
    home: str
    households: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything to find out: of households, of services; `of` says it household by household."""

    households: tuple[ToFindOut, ...]
    services: tuple[ToFindOut, ...]
    of: Mapping[UUID, tuple[Fact, ...]]


def finding(rows: Sequence[Proposal], answer: Mapping[str, Any], units: Mapping[str, UnitName]) -> Finding:
    """What the run asked for and what nobody has asked yet, for households of these rows and no others.

    What most households wait for comes first; what to ask of services goes by the property's code.
    """
    seen = {str(row.household_id): row for row in rows}
    of: defaultdict[UUID, dict[Fact, None]] = defaultdict(dict)
    services: defaultdict[tuple[str, str], dict[Named, None]] = defaultdict(dict)
    for entry in answer["to_ask"]:
        row = seen.get(entry["household"])
        if row is None:
            continue
        if entry["text"].startswith(words.ASK_THE_SERVICE):
            home = units[entry["unit"]].home if entry["unit"] in units else ""
            services[home, entry["text"]][_named(row)] = None
        else:
            of[row.household_id][Fact(entry["text"], words.recorded_at(entry["rule"], entry["text"]))] = None
    for row in rows:
        of[row.household_id].update(dict.fromkeys(live_facts(row.household)))
    return Finding(
        households=_by_fact(rows, of),
        services=tuple(ToFindOut(text, "", home, tuple(named)) for (home, text), named in sorted(services.items())),
        of={household: tuple(facts) for household, facts in of.items() if facts},
    )


def _by_fact(rows: Sequence[Proposal], of: Mapping[UUID, Mapping[Fact, None]]) -> tuple[ToFindOut, ...]:
    waiting: defaultdict[Fact, list[Named]] = defaultdict(list)
    for row in rows:
        for fact in of[row.household_id]:
            waiting[fact].append(_named(row))
    ordered = sorted(waiting.items(), key=lambda entry: (-len(entry[1]), entry[0].text))
    return tuple(ToFindOut(fact.text, fact.endpoint, "", tuple(named)) for fact, named in ordered)


def _named(row: Proposal) -> Named:
    return row.household_id, row.household.reference
