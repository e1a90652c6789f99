"""Made-up households: who they are, what they need, whom they must be kept from. Nobody here is real.

Every surname says so. Shares follow published figures where there are some (domain.md section 9): about six in ten
come with children, about four in a hundred have no recourse to public funds, more than a quarter are disabled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

FIRST = {
    "female": (
        "Amina", "Bea", "Carys", "Dilys", "Esme", "Farah", "Greta", "Hafsa", "Ines", "Jaya", "Kezia", "Leila",
        "Mina", "Nadia", "Olive", "Priya", "Rosa", "Saira", "Tess", "Una", "Vera", "Wren", "Yasmin", "Zofia",
    ),
    "male": (
        "Adam", "Bilal", "Callum", "Dev", "Ewan", "Farid", "Gus", "Harun", "Idris", "Joel", "Kofi", "Luca",
        "Marek", "Noah", "Otis", "Piotr", "Rafi", "Sol", "Theo", "Umar", "Vik", "Will", "Yusuf", "Zane",
    ),
}  # fmt: skip
SURNAMES = (
    "Example", "Sample", "Specimen", "Fiction", "Invented", "Pretend", "Imaginary", "Nobody", "Madeup", "Storybook",
    "Notreal", "Template",
)  # fmt: skip
# Those who are feared have names of their own, drawn by the same dice: nobody who asks for help is called like them but
# in the stories that are meant so (seed.presenting).
FEARED = dict(zip(SURNAMES, (
    "Quillmade", "Brackwell-Unreal", "Dummeroy", "Fabley", "Grimshade-Unreal", "Hollowtale", "Ivorymade", "Jestworth",
    "Kettlefib", "Lorefake", "Mockridge", "Yarnspun",
), strict=True))  # fmt: skip
ACCESS = ("wheelchair", "step_free", "level_access_shower", "ground_floor", "visual_alerts")
ROUTES = ("self", "police", "idva", "front_door", "childrens_services", "health", "another_council")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a household; `born` None is not known."""

    name: str | None
    born: date | None
    sex: str | None
    role: str
    relationship: str | None = None


@dataclass(frozen=True, slots=True)
class Danger:
    """A person of concern and the wards they use; `places` None has not been asked."""

    name: str
    relationship: str
    places: tuple[tuple[str, str], ...] | None  # (kind, ward)


@dataclass(slots=True)
class Story:
    """One household as its officer hears it. None is not asked."""

    people: list[Person]
    dangers: list[Danger] | None
    route: str
    situation: dict[str, object]
    dash: int | None
    support: str | None = "medium"
    access: tuple[str, ...] = ()
    pets: tuple[str, ...] = ()
    funding: tuple[str, ...] | None = ("housing_benefit",)
    immigration: str | None = "recourse"
    accepts: tuple[str, ...] | None = ("dispersed", "specialist", "refuge")
    services: tuple[str, ...] = ()
    near: list[tuple[str, str, int, int | None]] = field(default_factory=list)  # kind, ward, importance, limit in km
    not_there: tuple[str, ...] = ()
    birth_in_days: int | None = None
    reachable: bool = True


class Teller:
    """Makes stories, the same ones for the same seed."""

    def __init__(self, seed: int, wards: list[str]) -> None:
        self.chance = Random(seed)  # noqa: S311 - made-up people need no secrecy
        self.wards = sorted(wards)

    def story(self, on: date) -> Story:
        """A household that presents on a day."""
        chance, surname = self.chance, self.chance.choice(SURNAMES)
        lead = self._lead(surname, on)
        children = self._children(surname, on) if chance.random() < 0.62 else []
        home = chance.choice(self.wards)
        nrpf = chance.random() < 0.08
        return Story(
            people=[lead, *children],
            dangers=self._dangers(home, surname),
            route=chance.choice(ROUTES),
            situation=self._situation(bool(children)),
            dash=chance.choice((6, 8, 9, 11, 12, 13, 14, 15, 16, 18, 20)),
            support=chance.choices(("low", "medium", "high", "very_high"), (25, 45, 24, 6))[0],
            access=(chance.choice(ACCESS),) if chance.random() < 0.16 else (),
            pets=(chance.choice(("dog", "cat", "assistance")),) if chance.random() < 0.15 else (),
            funding=("part_4_grant",) if nrpf else (chance.choice(("housing_benefit", "universal_credit")),),
            immigration="nrpf" if nrpf else "recourse",
            accepts=self._accepts(lead.sex),
            services=("south_asian_women",) if chance.random() < 0.1 else (),
            near=self._near(),
            not_there=tuple(chance.sample(self.wards, chance.choice((0, 0, 1, 2)))),
            birth_in_days=chance.randrange(20, 200) if lead.sex == "female" and chance.random() < 0.08 else None,
        )

    def _lead(self, surname: str, on: date) -> Person:
        sex = "male" if self.chance.random() < 0.05 else "female"
        age = self.chance.choices((19, 24, 29, 35, 42, 51, 63), (10, 20, 26, 22, 13, 6, 3))[0] + self.chance.randrange(
            5
        )
        return Person(f"{self.chance.choice(FIRST[sex])} {surname}", self._born(on, age), sex, "adult")

    def _children(self, surname: str, on: date) -> list[Person]:
        children = []
        for _ in range(self.chance.choices((1, 2, 3, 4, 5), (38, 34, 18, 7, 3))[0]):
            sex = self.chance.choice(("female", "male"))
            name = f"{self.chance.choice(FIRST[sex])} {surname}"
            children.append(Person(name, self._born(on, self.chance.randrange(17)), sex, "child", "child"))
        return children

    def _born(self, on: date, age: int) -> date:
        return on - timedelta(days=age * 365 + age // 4 + self.chance.randrange(1, 360))

    def _dangers(self, home: str, surname: str) -> list[Danger]:
        first, last = self.chance.choice(FIRST["male"]), self.chance.choice([one for one in SURNAMES if one != surname])
        name = f"{first} {FEARED[last]}"
        places = [("home", home)]
        if self.chance.random() < 0.5:
            places.append(("work", self.chance.choice(self.wards)))
        return [Danger(name, self.chance.choice(("partner", "ex_partner", "ex_partner", "parent")), tuple(places))]

    def _situation(self, children: bool) -> dict[str, object]:
        chance = self.chance
        kind = chance.choices(("tonight", "known", "hotel", "wrong", "planned"), (16, 24, 26, 18, 16))[0]
        hotel = kind == "hotel"
        return {
            "nowhere_safe_tonight": kind == "tonight",
            "place_known": kind == "known",
            "in_hotel": hotel,
            "nights_in_hotel": chance.randrange(3, 40) if hotel else None,
            "in_safe_accommodation": kind in ("wrong", "planned"),
            "wrong_kind": kind == "wrong",
            "planned_move": kind == "planned",
            "children_apart": hotel and children and chance.random() < 0.3,
        }

    def _accepts(self, sex: str | None) -> tuple[str, ...]:
        if sex != "female":
            return ("dispersed", "specialist")
        return self.chance.choice(
            (
                ("dispersed", "specialist", "refuge"),
                ("specialist", "dispersed"),
                ("refuge", "dispersed", "specialist"),
                ("refuge",),
                ("dispersed", "specialist"),
            )
        )

    def _near(self) -> list[tuple[str, str, int, int | None]]:
        kinds = self.chance.sample(("work", "school", "support", "health"), self.chance.choice((0, 1, 1, 2)))
        return [
            (kind, self.chance.choice(self.wards), self.chance.randrange(1, 5), self.chance.choice((None, None, 12)))
            for kind in kinds
        ]
