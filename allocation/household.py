"""Households: who they are, what they need, where they must not be.

`None` in a field that may be unknown means *not known*, never *no*. Distances are in metres on the
British National Grid, as `Fraction`, so that "on the edge is inside" is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from allocation.sleeping.room_standard import Sharing, greatest_sharing, least_sharing
from allocation.sleeping.size_criteria import Need, greatest_need, least_need
from allocation.sleeping.sleepers import Sleepers, sleepers_of
from allocation.words import OLDEST, RECOURSE, Remembers, worked_out


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a household. `age` is in whole years on the day of the match."""

    id: str
    age: int | None
    sex: str | None
    role: str
    born: date | None = None


class Heads(NamedTuple):
    """People aged one or over; babies under one or on their way; people of unknown age."""

    people: int
    babies: int
    unknown: int

    def least(self, cots: int) -> int:
        """How many count beside the cots if everybody of unknown age is a baby."""
        return self.people + max(0, self.babies + self.unknown - cots)

    def most(self, cots: int) -> int:
        """How many count beside the cots if nobody of unknown age is a baby."""
        return self.people + self.unknown + max(0, self.babies - cots)


@dataclass(frozen=True, slots=True)
class DangerZone:
    """A circle that a household must not live in; its edge is inside."""

    easting: Fraction
    northing: Fraction
    radius_m: Fraction
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a household needs to be near: work, a school, her mother."""

    easting: Fraction
    northing: Fraction
    kind: str
    importance: int = 1
    limit_km: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Household(Remembers):
    """One household as the matcher knows it. `danger_zones` and `threats` may be not known."""

    id: str
    band: int
    waiting_since: date
    days_waited: int
    members: tuple[Member, ...]
    support_need: str | None
    funding: frozenset[str]
    accepts: tuple[str, ...]
    couples: frozenset[frozenset[str]] = frozenset()
    expected_births: tuple[date, ...] = ()
    access_needs: frozenset[str] = frozenset()
    pets: frozenset[str] = frozenset()
    preferred_services: frozenset[str] = frozenset()
    danger_zones: tuple[DangerZone, ...] | None = ()
    excluded_areas: frozenset[str] = frozenset()
    outside_authorities: frozenset[str] = frozenset()
    threats: frozenset[str] | None = frozenset()
    places: tuple[Place, ...] = ()
    declined: frozenset[str] = frozenset()
    held: str | None = None
    needed_by: date = date.max  # the last day on which a unit may become free and still be proposed
    kept_apart: frozenset[str] = frozenset()  # household ids, from the problem's keep_apart

    @worked_out
    def member_ids(self) -> frozenset[str]:
        """The ids of everybody in the household."""
        return frozenset(member.id for member in self.members)

    @worked_out
    def kinds(self) -> frozenset[str]:
        """The kinds of accommodation that she agrees to, in no order."""
        return frozenset(self.accepts)

    @worked_out
    def need(self) -> str | None:
        """How much support the household needs, or not known."""
        return self.support_need

    @worked_out
    def routes(self) -> frozenset[str]:
        """Every route of funding open to the household."""
        return self.funding

    @worked_out
    def no_recourse(self) -> bool:
        """Neither housing benefit nor universal credit is open to the household."""
        return not self.funding & RECOURSE

    @worked_out
    def sleepers(self) -> Sleepers:
        """Who has to sleep somewhere, without names: the same for two families alike."""
        return sleepers_of([(member.id, member.age, member.sex) for member in self.members], self.couples)

    @worked_out
    def least_need(self) -> Need:
        """Bedrooms under the size criteria if everything not known turned out in the household's favour."""
        return least_need(self.sleepers)

    @worked_out
    def greatest_need(self) -> Need:
        """The same if everything not known turned out against it."""
        return self.least_need if self.sleepers.known else greatest_need(self.sleepers)

    @worked_out
    def least_sharing(self) -> Sharing:
        """What the household asks of its bedrooms by the room standard, all that is not known in its favour."""
        return least_sharing(self.sleepers)

    @worked_out
    def greatest_sharing(self) -> Sharing:
        """The same, all that is not known against it."""
        return self.least_sharing if self.sleepers.known else greatest_sharing(self.sleepers)

    @worked_out
    def fewest_bedrooms(self) -> int:
        """The fewest bedrooms that the household needs; the most it may be, where facts are not known (least cost)."""
        return self.greatest_need.bedrooms

    @worked_out
    def heads(self) -> Heads:
        """How many people, babies and people of unknown age there are."""
        ages = [member.age for member in self.members]
        born, unknown = ages.count(0), ages.count(None)
        return Heads(len(ages) - born - unknown, born + len(self.expected_births), unknown)

    @worked_out
    def adult_sexes(self) -> frozenset[str | None]:
        """The sexes of the adults; None among them where one is not known."""
        return frozenset(member.sex for member in self.members if member.role == "adult")

    @worked_out
    def oldest_boy(self) -> int | None:
        """Whole years of the oldest child known to be male and of known age; None: there is no such child."""
        return max((m.age for m in self.children if m.sex == "male" and m.age is not None), default=None)

    @worked_out
    def oldest_possible_boy(self) -> int | None:
        """The same over every child who may be male, an age not known taken at its greatest; None: there is none."""
        may_be = [member.age for member in self.children if member.sex in ("male", None)]
        return max((OLDEST if age is None else age for age in may_be), default=None)

    @worked_out
    def unknown_of_children(self) -> frozenset[str]:
        """Which facts ("age", "sex") are missing for a child who may be male."""
        boys = [member for member in self.children if member.sex in ("male", None)]
        if not boys:
            return frozenset()
        return frozenset(
            ["age"] * any(boy.age is None for boy in boys) + ["sex"] * any(boy.sex is None for boy in boys)
        )

    @worked_out
    def children(self) -> tuple[Member, ...]:
        """The members whose role is child."""
        return tuple(member for member in self.members if member.role == "child")
