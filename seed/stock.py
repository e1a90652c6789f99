"""The made-up stock: ten refuge units in one refuge and its annexe, ten Safer Options homes, thirteen specialist ones.

The counts are Rotherham's published ones; everything else is invented. Positions are a ward's centroid moved by a
few hundred metres, so that no point is anybody's house on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from housing.places.registering import Building, Home
from housing.places.services import Acceptance

ALL_FUNDING = ("housing_benefit", "universal_credit", "part_4_grant", "section_17", "care_act", "mvdac", "charity")
BENEFITS = ("housing_benefit", "universal_credit", "mvdac")


@dataclass(frozen=True, slots=True)
class Stock:
    """A property with its units and the acceptance policy it starts with; `ward` is the ward's name."""

    provider: str
    code: str
    kind: str
    ward: str
    shift: tuple[int, int]
    sleeping: str
    preparation_days: int
    accepts: Acceptance
    homes: tuple[Home, ...]

    def building(self, ward_code: str, easting: int, northing: int) -> Building:
        """The property as it is registered, at the ward's centroid and its shift, in metres."""
        return Building(
            code=self.code,
            kind=self.kind,
            address=f"{self.code} Made-up House, Nowhere Lane",
            postcode="ZZ99 9ZZ",
            ward_code=ward_code,
            easting=easting + self.shift[0],
            northing=northing + self.shift[1],
            sleeping=self.sleeping,
            preparation_days=self.preparation_days,
        )


def _refuge(boys_up_to: int, *, nrpf: int, services: tuple[str, ...] = ()) -> Acceptance:
    return Acceptance(
        sexes=("female",), boys_up_to=boys_up_to, boys_any=False, max_support="high", funding=ALL_FUNDING,
        services=services, caps={"support:high+": 4, "funding:no_recourse": nrpf},
        restrictions=("arson", "sexual_offences", "local_connection"),
        notes="Telephone before you come: two members of staff see every newcomer in (made up).",
    )  # fmt: skip


def _open(max_support: str | None, *, pets: tuple[str, ...] = (), funding: tuple[str, ...] = ALL_FUNDING) -> Acceptance:
    return Acceptance(
        sexes=("female", "male", "other"), boys_up_to=None, boys_any=True, max_support=max_support, funding=funding,
        pets=pets,
    )  # fmt: skip


def _home(
    code: str, *bedrooms: tuple[int, int], people: int, floor: int = 0, lift: bool = False, features: str = ""
) -> Home:
    return Home(code, bedrooms, people, floor, lift, tuple(features.split()), Decimal(300 + 40 * people))


REFUGE = (
    Stock(
        "refuge", "LR1", "refuge", "Rawmarsh West", (240, -310), "room_standard", 1, _refuge(13, nrpf=2),
        (
            _home("LR1-1", (4, 1), people=4, features="step_free wheelchair level_access_shower"),
            _home("LR1-2", (3, 1), people=3, features="step_free"),
            _home("LR1-3", (5, 1), people=5, floor=1),
            _home("LR1-4", (3, 1), people=3, floor=1),
            _home("LR1-5", (2, 1), people=2, floor=1),
            _home("LR1-6", (3, 2), (2, 0), people=6, floor=2, features="visual_alerts hearing_alerts"),
        ),
    ),
    Stock(
        "refuge", "LR2", "refuge", "Keppel", (-420, 150), "room_standard", 1,
        _refuge(11, nrpf=1, services=("south_asian_women",)),
        (
            _home("LR2-1", (3, 1), people=3, features="step_free"),
            _home("LR2-2", (4, 1), people=4),
            _home("LR2-3", (2, 1), people=2, floor=1),
            _home("LR2-4", (4, 1), (1, 0), people=5, floor=1),
        ),
    ),
)  # fmt: skip

SAFER_OPTIONS_AT = (
    ("SO01", "Wath", 2), ("SO02", "Dinnington", 3), ("SO03", "Maltby East", 2), ("SO04", "Bramley & Ravenfield", 3),
    ("SO05", "Aston & Todwick", 2), ("SO06", "Hoober", 1), ("SO07", "Sitwell", 3), ("SO08", "Dalton & Thrybergh", 2),
    ("SO09", "Wales", 2), ("SO10", "Swinton Rockingham", 4),
)  # fmt: skip
SPECIALIST_AT = (
    ("SP01", "Rotherham East", 2), ("SP02", "Brinsworth", 3), ("SP03", "Greasbrough", 2),
    ("SP04", "Hellaby & Maltby West", 3),
    ("SP05", "Anston & Woodsetts", 2), ("SP06", "Aughton & Swallownest", 4), ("SP07", "Kilnhurst & Swinton East", 1),
    ("SP08", "Wickersley North", 3), ("SP09", "Thurcroft & Wickersley South", 2), ("SP10", "Rother Vale", 3),
    ("SP11", "Rawmarsh East", 2), ("SP12", "Wath", 5), ("SP13", "Dinnington", 1),
)  # fmt: skip
BEDS = {
    1: ((2, 1),),
    2: ((2, 1), (2, 0)),
    3: ((2, 1), (2, 0), (1, 0)),
    4: ((2, 1), (2, 1), (2, 0), (1, 0)),
    5: ((2, 1), (2, 0), (2, 0), (1, 0), (1, 0)),
}
PEOPLE = {1: 2, 2: 4, 3: 5, 4: 7, 5: 8}
FEATURES = {
    "SO02": "step_free", "SO04": "step_free level_access_shower", "SO07": "visual_alerts hearing_alerts",
    "SP02": "step_free wheelchair level_access_shower adapted_kitchen", "SP06": "step_free", "SP09": "step_free",
    "SP12": "step_free level_access_shower",
}  # fmt: skip
UPSTAIRS = {"SO01": 1, "SO06": 2, "SP01": 1, "SP07": 1, "SP13": 2}


def _single(provider: str, kind: str, code: str, ward: str, bedrooms: int, number: int) -> Stock:
    """One home in a property of its own."""
    pets = (("dog", "cat", "small_animal"), ("cat",), (), ())[number % 4]
    levels = ("high", "medium", "high", "very_high", "medium")
    support = None if code == "SP11" else levels[number % 5] if kind == "dispersed" else levels[(number + 2) % 5]
    funding = BENEFITS if number % 3 == 2 else ALL_FUNDING
    shift = ((number * 137) % 700 - 350, (number * 211) % 700 - 350)
    home = _home(
        code, *BEDS[bedrooms], people=PEOPLE[bedrooms], floor=UPSTAIRS.get(code, 0), features=FEATURES.get(code, "")
    )
    accepts = _open(support, pets=pets, funding=funding)
    return Stock(provider, code, kind, ward, shift, "size_criteria", 2, accepts, (home,))


STOCK = (
    *REFUGE,
    *(_single("refuge", "dispersed", *entry, number) for number, entry in enumerate(SAFER_OPTIONS_AT)),
    *(_single("specialist", "specialist", *entry, number) for number, entry in enumerate(SPECIALIST_AT)),
)
