"""The people of a household as the sleeping rules see them: bands of age, sexes and couples, no names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FAMILIES = 8_192  # families alike whose needs are remembered
BABY, UNDER_10, UNDER_16, OLDER = 0, 1, 10, 16  # the first whole year of each band of ages


@dataclass(frozen=True, slots=True)
class Sleepers:
    """Everybody in a household. Ages are the first year of their band, None where not known.

    `people` has (age, sex) for each person, in an order that does not depend on ids where nobody is in
    a couple; `couples` are pairs of positions in `people`.
    """

    people: tuple[tuple[int | None, str | None], ...]
    couples: tuple[tuple[int, int], ...] = ()

    @property
    def known(self) -> bool:
        """Whether everybody's age and sex is known."""
        return all(age is not None and sex is not None for age, sex in self.people)


def age_band(age: int | None) -> int | None:
    """The first whole year of the band (0, 1-9, 10-15, 16 and over) that an age falls in."""
    if age is None:
        return None
    if age >= UNDER_16:
        return OLDER if age >= OLDER else UNDER_16
    return UNDER_10 if age >= UNDER_10 else BABY


def sleepers_of(people: Sequence[tuple[str, int | None, str | None]], couples: Iterable[frozenset[str]]) -> Sleepers:
    """The sleepers for members given as (id, age in whole years, sex) and couples given as pairs of ids."""
    pairs = [tuple(sorted(couple)) for couple in couples]
    if not pairs:
        bands = sorted((_known(age_band(age)), sex or "") for _, age, sex in people)
        return Sleepers(tuple((None if age < 0 else age, sex or None) for age, sex in bands))
    coupled = {person for pair in pairs for person in pair}
    rows = sorted((person in coupled, _known(age_band(age)), sex or "", person) for person, age, sex in people)
    place = {person: position for position, (*_, person) in enumerate(rows)}
    return Sleepers(
        tuple((None if age < 0 else age, sex or None) for _, age, sex, _ in rows),
        tuple(sorted((min(place[a], place[b]), max(place[a], place[b])) for a, b in pairs)),
    )


def _known(age: int | None) -> int:
    """An age for sorting: not known comes first."""
    return -1 if age is None else age
