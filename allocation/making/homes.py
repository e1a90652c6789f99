"""Made-up homes: refuges, dispersed units, specialist services.

Shares follow what is published where it is: about 1 vacancy in 100 takes a wheelchair, fewer than 1 in 10
somebody without recourse to public funds, refuges take boys up to 12 to 16 (Women's Aid audits 2021 to 2023,
On Track). The rest is assumed.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from allocation.making.towns import Entry, Town, some, somewhere

SIZES = {"refuge": (2, 8), "dispersed": (1, 2), "specialist": (1, 5)}
KIND_SHARES = {"refuge": 4, "dispersed": 5, "specialist": 1}
FEATURES = {
    "step_free": 0.18, "wheelchair": 0.02, "level_access_shower": 0.08, "hearing_alerts": 0.03,
    "visual_alerts": 0.03, "adapted_kitchen": 0.01,
}  # fmt: skip
BY_AND_FOR = {"south_asian_women": 0.08, "black_women": 0.05, "deaf_women": 0.02, "lgbt": 0.03}


def properties(chance: Random, places: list[Town], units: int, as_of: date) -> list[Entry]:
    """Homes with so many units altogether; ids R1, R2 and U1, U2 in order."""
    found: list[Entry] = []
    made = 0
    while made < units:
        kind = chance.choices(list(KIND_SHARES), list(KIND_SHARES.values()))[0]
        size = min(units - made, chance.randint(*SIZES[kind]))
        home = _property(chance, len(found) + 1, kind, places[len(found) % len(places)])
        home["units"] = [_unit(chance, f"U{made + each}", kind, as_of) for each in range(1, size + 1)]
        if kind == "refuge":
            _living_together(chance, home, size)
        found.append(home)
        made += size
    return found


def _property(chance: Random, number: int, kind: str, town: Town) -> Entry:
    refuge = kind == "refuge"
    women_only = refuge or (kind == "specialist" and chance.random() < 0.6)
    funding = ["housing_benefit", "universal_credit", *some(chance, {"part_4_grant": 0.12, "self": 0.3})]
    return {
        "id": f"R{number}",
        "kind": kind,
        **somewhere(chance, town),
        "authority": town.code,
        "ward": town.ward(chance),
        "sexes": ["female"] if women_only else ["female", "male", "other"],
        "boys_up_to": chance.choice((12, 13, 14, 15, 16, None)) if refuge and chance.random() < 0.9 else "any",
        "max_support": chance.choices(("medium", "high", "very_high", None), (25, 50, 23, 2))[0],
        "pets": some(chance, {"cat": 0.05, "small": 0.1} if refuge else {"dog": 0.25, "cat": 0.35, "small": 0.5}),
        "funding": funding,
        "services": some(chance, BY_AND_FOR),
        "sleeping": "room_standard" if refuge else "size_criteria",
        "units": [],
    }


def _unit(chance: Random, id: str, kind: str, as_of: date) -> Entry:
    free = as_of + timedelta(days=chance.choices((-4, 0, 2, 9), (40, 35, 17, 8))[0])
    rooms = 1 if kind == "refuge" else chance.choices((1, 2, 3, 4), (25, 42, 26, 7))[0]
    if kind == "refuge":
        bedrooms = [{"beds": chance.choices((1, 2, 3, 4, 5), (12, 28, 32, 20, 8))[0], "cots": chance.randint(0, 1)}]
    else:
        bedrooms = [
            {"beds": 2 if room == 0 or chance.random() < 0.6 else 1, "cots": int(room == 0)} for room in range(rooms)
        ]
    return {
        "id": id,
        "available_from": free.isoformat(),
        "bedrooms": bedrooms,
        "max_people": sum(room["beds"] for room in bedrooms),
        "floor": chance.choices((0, 1, 2, 3), (40, 35, 18, 7))[0],
        "lift": chance.random() < 0.12,
        "features": some(chance, FEATURES),
    }


def _living_together(chance: Random, home: Entry, size: int) -> None:
    """Who lives in a refuge already, and how many of a sort it has room for."""
    residents = [
        {
            "household": f"{home['id']}-home-{each}",
            "members": [f"{home['id']}-home-{each}-a"],
            "threats": [f"P-{home['id']}-{each}"],
            "support_need": chance.choices(("low", "medium", "high", "very_high"), (25, 45, 24, 6))[0],
            "no_recourse": chance.random() < 0.04,
        }
        for each in range(1, chance.randint(0, 5) + 1)
    ]
    home["residents"] = residents
    whole = size + len(residents)
    home["caps"] = {"support:high+": max(1, round(whole * chance.choice((0.4, 0.5, 0.6))))}
    if chance.random() < 0.7:
        home["caps"]["funding:no_recourse"] = chance.choice((1, 1, 2))
