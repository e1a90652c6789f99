"""The hard rules, one function a rule; importing this package registers them in the order of matching.md."""

from __future__ import annotations

from allocation.catalogue import arrange, rules
from allocation.rules import access, choice, safety, service, space

__all__ = ["rules"]

arrange(
    safety.danger_zone,
    safety.excluded_area,
    safety.outside_authority,
    safety.threat_on_site,
    safety.is_a_threat,
    safety.kept_apart,
    service.available,
    choice.agreed_kind,
    choice.declined_before,
    space.people,
    space.beds,
    service.sex_accepted,
    service.boys_age,
    access.access,
    service.support,
    service.funding,
    service.pets,
    choice.place_limit,
)
