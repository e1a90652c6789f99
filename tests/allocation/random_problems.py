"""Random small problems from a seed: every fact of a document, some not known, near the edges of the rules."""

from __future__ import annotations

from random import Random
from typing import Any, TypeVar

from tests.allocation.problems import AS_OF, Document, building, household, person, unit

T = TypeVar("T")
AGES = [0, 0, 1, 5, 9, 10, 12, 13, 14, 15, 16, 17, 18, 30, 119]
SEXES = ["female", "female", "male", "male", "other"]
LEVELS = ["low", "medium", "high", "very_high"]
KINDS = ["refuge", "dispersed", "specialist"]
FEATURES = ["wheelchair", "level_access_shower", "hearing_alerts", "visual_alerts", "adapted_kitchen", "step_free"]
WARDS = ["E05000001", "E05000002", "E05000003"]
AUTHORITIES = ["E08000017", "E08000018"]
STEPS = [0, 300, 400, 500, 400.5, 1200, 3000.25]
ROUTES = ["housing_benefit", "universal_credit", "part_4_grant"]
WAIVABLE = ["available", "sex-accepted", "boys-age", "support", "funding", "pets"]


class Dice:
    """Draws that read like the facts they make; each known fact may turn out not known."""

    def __init__(self, seed: int, unknown: float = 0.1) -> None:
        self.random, self.unknown = Random(seed), unknown

    def one(self, words: list[T]) -> T:
        return self.random.choice(words)

    def some(self, words: list[T], most: int = 3, least: int = 0) -> list[T]:
        """A list of words that repeats nothing."""
        return self.random.sample(words, min(len(words), self.random.randint(least, most)))

    def maybe(self, value: T) -> T | None:
        """The value, or null for *not known*."""
        return None if self.random.random() < self.unknown else value

    def chance(self, share: float = 0.5) -> bool:
        return self.random.random() < share

    def point(self) -> Document:
        return {"easting": 440000 + self.one(STEPS), "northing": 390000 + self.one(STEPS)}

    def members(self, id: str, most: int) -> list[Document]:
        return [
            person(
                f"{id}-{place}", self.maybe(self.one(AGES)), self.maybe(self.one(SEXES)), self.one(["adult", "child"])
            )
            for place in range(self.random.randint(1, most))
        ]

    def couples(self, members: list[Document], most: int = 2) -> list[list[str]]:
        names = [member["id"] for member in members]
        return self.some([[a, b] for a in names for b in names if a < b], most)

    def place(self) -> Document:
        limit: Any = self.one([{}, {"limit_km": 0.5}, {"limit_km": 1.3}, {"limit_km": 4}])
        return {**self.point(), **limit, "kind": "work", "importance": self.random.randint(1, 5)}

    def household(self, id: str, units: list[str], most: int = 5) -> Document:
        """A household that may name any of the units."""
        members = self.members(id, most)
        zones = [
            {**self.point(), "radius_m": self.one([1, 500, 500.5, 1300])} for _ in range(self.random.randint(0, 2))
        ]
        return household(
            id,
            band=self.random.randint(1, 5),
            waiting_since=self.one(["2026-11-20", "2026-10-01", AS_OF]),
            members=members,
            couples=self.couples(members),
            expected_births=["2027-01-15"] * self.one([0, 0, 1, 2]),
            access_needs=self.some([*FEATURES, "ground_floor"], 1),
            support_need=self.maybe(self.one(LEVELS)),
            pets=self.some(["dog", "cat", "assistance"], 1),
            funding=self.some(ROUTES),
            accepts=self.some(KINDS, least=1),
            preferred_services=self.some(["south_asian_women", "deaf"], 1),
            danger_zones=self.maybe(zones),
            excluded_areas=self.some(WARDS + AUTHORITIES, 1),
            outside_authorities=self.some(AUTHORITIES, 1) if self.chance() else [],
            threats=self.maybe(self.some(["P1", "P2", "H1-0", "H2-0"], 1)),
            places=[self.place() for _ in range(self.random.randint(0, 2))],
            declined=self.some(units, 1),
            **({"held": self.one(units)} if self.chance(0.3) else {}),
        )

    def resident(self, id: str) -> Document:
        return {
            "household": id,
            "members": self.some(["P1", "P2", "P3"], 1),
            "threats": self.some(["H1-0", "H2-0", "H2-1"], 1),
            "support_need": self.one(LEVELS),
            "no_recourse": self.chance(),
        }

    def building(self, id: str, units: list[str]) -> Document:
        """A property with those units."""
        return building(
            id,
            kind=self.one(KINDS),
            **self.point(),
            authority=self.one(AUTHORITIES),
            ward=self.one(WARDS),
            sexes=self.some(["female", "male", "other"]),
            boys_up_to=self.maybe(self.one([0, 5, 12, 13, 17, "any"])),
            max_support=self.maybe(self.one(LEVELS)),
            pets=self.some(["dog", "cat"], 1),
            funding=self.some(ROUTES),
            services=self.some(["south_asian_women", "deaf"], 1),
            sleeping=self.one(["room_standard", "size_criteria"]),
            caps={key: self.random.randint(0, 2) for key in self.some(["support:high+", "funding:no_recourse"])},
            residents=[self.resident(f"L-{id}")] if self.chance() else [],
            units=[self.unit(name) for name in units],
        )

    def unit(self, id: str) -> Document:
        rooms = range(self.random.randint(1, 4))
        return unit(
            id,
            available_from=self.one([AS_OF, "2026-11-26", "2026-11-27"]),
            bedrooms=[{"beds": self.one([1, 2, 2, 3]), "cots": self.one([0, 0, 1])} for _ in rooms],
            max_people=self.random.randint(1, 7),
            floor=self.random.randint(-1, 1),
            lift=self.chance(),
            features=self.some(FEATURES, 2),
        )

    def waiver(self, households: list[str], properties: list[str]) -> Document:
        return {
            "household": self.one(households),
            "property": self.one(properties),
            "rule": self.one(WAIVABLE),
            "by": "A Person",
            "why": "agreed on the telephone",
        }

    def problem(self, households: int = 3, properties: int = 3) -> Document:
        """A whole problem document with at most so many of each."""
        names = [
            [f"U{place}-1", f"U{place}-2"][: self.one([1, 2])] for place in range(self.random.randint(1, properties))
        ]
        units = [name for group in names for name in group]
        homes = [f"H{place + 1}" for place in range(self.random.randint(1, households))]
        buildings = [self.building(f"R{place}", group) for place, group in enumerate(names)]
        anybody = homes + [each["household"] for at in buildings for each in at["residents"]]
        waivers = [self.waiver(homes, [each["id"] for each in buildings]) for _ in range(self.random.randint(0, 2))]
        different = {(each["household"], each["property"], each["rule"]): each for each in waivers}
        return {
            "format": "matching-problem/1",
            "as_of": AS_OF,
            "households": [self.household(name, units) for name in homes],
            "properties": buildings,
            "keep_apart": self.some([[a, b] for a in anybody for b in anybody if a < b], 2),
            "waivers": list(different.values()),
            "policy": {"needed_within_days": self.random.randint(0, 5)},
        }
