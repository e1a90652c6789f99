"""What each service takes. It may waive these for one household, by name and with a reason."""

from __future__ import annotations

from allocation.catalogue import ACCEPT, Authority, Verdict, ask, refuse, rule
from allocation.facts import SEXES, SUPPORT_LEVELS, Household, Unit

POLICY = "The service's acceptance policy"
ADULTS = {"female": "women", "male": "men", "other": "adults whose sex is recorded as other"}


@rule(
    "available",
    title="Free in time",
    authority=Authority.SERVICE,
    source="The day on which the provider says the unit is free; the council's setting for how soon one is needed",
    reads=(Household.needed_by, Unit.free_on),
)
def available(household: Household, unit: Unit) -> Verdict:
    """A unit that is free too late is not proposed."""
    if unit.available_from <= household.needed_by:
        return ACCEPT
    by = household.needed_by
    return refuse(
        f"it is free only from {unit.available_from.day} {unit.available_from:%B %Y}",
        change=f"if it were free by {by.day} {by:%B %Y}",
    )


@rule(
    "sex-accepted",
    title="Adults of a sex the service takes",
    authority=Authority.SERVICE,
    source=f"{POLICY}; Equality Act 2010 Schedule 3 paragraphs 26 to 28",
    reads=(Household.adult_sexes, Unit.sexes),
)
def sex_accepted(household: Household, unit: Unit) -> Verdict:
    """Some services are for women only, or for men only. Children are not adults: see the upper age for boys."""
    refused = [sex for sex in SEXES if sex in household.adult_sexes and sex not in unit.sexes]
    if refused or (household.adult_sexes and not unit.sexes):
        words = " or ".join(ADULTS[sex] for sex in refused) or "adults"
        change = f"if the service took {words.replace(' or ', ' and ')}"
        unknown = ", and the sex of every adult were recorded" if None in household.adult_sexes else ""
        return refuse(f"does not take {words}", change=change + unknown)
    if None in household.adult_sexes and len(unit.sexes) < len(SEXES):
        return ask("record the sex of every adult")
    return ACCEPT


@rule(
    "boys-age",
    title="Upper age for boys",
    authority=Authority.SERVICE,
    source=f"{POLICY}; Equality Act 2010 Schedule 3 paragraph 27",
    reads=(Household.oldest_boy, Household.oldest_possible_boy, Household.unknown_of_children, Unit.boys_up_to),
)
def boys_age(household: Household, unit: Unit) -> Verdict:
    """Some refuges take boys only up to an age that they set themselves."""
    limit, certain, possible = unit.boys_up_to, household.oldest_boy, household.oldest_possible_boy
    if isinstance(limit, str) or not possible:
        return ACCEPT
    if limit is None:
        return ask("ask the service up to what age it takes boys")
    if certain is not None and certain > limit:
        wanted = f"boys up to {certain}" if certain <= 17 else "boys of any age"
        asked = " and ".join(sorted(household.unknown_of_children))
        unknown = f", and the {asked} of every child were recorded" if asked and possible > certain else ""
        return refuse(f"takes boys up to {limit}", change=f"if the service took {wanted}{unknown}")
    if possible <= limit:
        return ACCEPT
    return ask(f"record the {' and '.join(sorted(household.unknown_of_children))} of every child")


@rule(
    "support",
    title="Support the service can give",
    authority=Authority.SERVICE,
    source=POLICY,
    reads=(Household.need, Unit.max_support),
)
def support(household: Household, unit: Unit) -> Verdict:
    """A service says up to what level of need it can keep people safe and supported."""
    need, most = household.support_need, unit.max_support
    if need is not None and most is not None:
        if SUPPORT_LEVELS.index(need) <= SUPPORT_LEVELS.index(most):
            return ACCEPT
        words = need.replace("_", " ")
        return refuse(
            f"can support needs up to {most.replace('_', ' ')}", change=f"if the service could support {words} needs"
        )
    if need == SUPPORT_LEVELS[0] or most == SUPPORT_LEVELS[-1]:
        return ACCEPT
    if need is None:
        return ask("record how much support the household needs")
    return ask("ask the service how much support it can give")


@rule(
    "funding",
    title="A way to pay that the service takes",
    authority=Authority.SERVICE,
    source=POLICY,
    reads=(Household.routes, Unit.funding),
)
def funding(household: Household, unit: Unit) -> Verdict:
    """At least one route of funding open to the household is one that the service takes."""
    if household.funding & unit.funding:
        return ACCEPT
    routes = " or ".join(route.replace("_", " ") for route in sorted(household.funding))
    return refuse(
        "takes no way of paying that is open to the household",
        change=f"if the service took {routes}" if routes else "if a way of paying were found",
    )


@rule(
    "pets",
    title="Pets the service takes",
    authority=Authority.SERVICE,
    source=f"{POLICY}; Equality Act 2010 section 20 (assistance animals are always welcome)",
    reads=(Household.pets, Unit.pets),
)
def pets(household: Household, unit: Unit) -> Verdict:
    """Every kind of pet is one that the service takes; an assistance animal always is."""
    refused = " or ".join(pet.replace("_", " ") for pet in sorted(household.pets - unit.pets - {"assistance"}))
    if refused:
        return refuse(f"does not take pets of this kind: {refused}", change=f"if the service took pets: {refused}")
    return ACCEPT
