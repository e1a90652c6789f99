"""Whether everybody fits: people, beds and bedrooms."""

from __future__ import annotations

from allocation.catalogue import ACCEPT, Authority, Verdict, ask, refuse, rule
from allocation.facts import Household, Unit

AGES = "record the age of everybody in the household"


@rule(
    "people",
    title="No more people than the home is for",
    authority=Authority.LAW,
    source="The unit's licence or permitted number; Housing Act 1985 section 326",
    reads=(Household.heads, Unit.room_for, Unit.cots),
)
def people(household: Household, unit: Unit) -> Verdict:
    """A home holds a number of people. Everybody aged one or over counts; a baby under one, and one on its way,
    counts only where there is no cot left."""
    least, most = household.heads.least(unit.cots), household.heads.most(unit.cots)
    if least > unit.max_people:
        return refuse(f"the home is for {unit.max_people} at most, and the household counts as {least}")
    return ACCEPT if most <= unit.max_people else ask(AGES)


@rule(
    "beds",
    title="Beds, and bedrooms that can be shared decently",
    authority=Authority.LAW,
    source="Housing Act 1985 section 325; LHA and Universal Credit size criteria (SI 1997/1984, SI 2013/376)",
    reads=(Household.sleepers, Household.heads, Unit.beds, Unit.cots, Unit.sleeping),
)
def beds(household: Household, unit: Unit) -> Verdict:
    """Everybody who counts has a bed, and the bedrooms can be shared: by the size criteria (a couple, one person,
    two under 16 of the same sex, two under 10), or by the room standard (nobody of 10 or over with somebody of
    the other sex who is not their partner). Babies under one are left out of the bedrooms."""
    total = sum(unit.beds)
    if household.heads.least(unit.cots) > total:
        return refuse(f"the household needs {household.heads.least(unit.cots)} beds, and there are {total}")
    by_size = unit.sleeping == "size_criteria"
    if not (household.least_need if by_size else household.least_sharing).met_by(unit.beds):
        return refuse("the bedrooms cannot be shared as the rules for families ask")
    met = (household.greatest_need if by_size else household.greatest_sharing).met_by(unit.beds)
    if met and household.heads.most(unit.cots) <= total:
        return ACCEPT
    return ask("record the age and sex of everybody in the household")
