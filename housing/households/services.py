"""What may be done with a household. One function a use case; each is in the module named for its subject."""

from __future__ import annotations

from housing.households.births import add_birth, nobody_is_pregnant, remove_birth
from housing.households.concern_places import (
    DangerPlace,
    add_place_of_concern,
    places_not_known,
    remove_place_of_concern,
)
from housing.households.concerns import (
    Concern,
    add_person_of_concern,
    change_person_of_concern,
    nobody_of_concern,
    remove_person_of_concern,
)
from housing.households.contact import Contact, save_contact
from housing.households.members import Member, add_person, change_person, remove_person
from housing.households.nearby import Near, add_near_place, nowhere_near, remove_near_place, save_areas
from housing.households.restriction import open_to_team, restrict
from housing.households.wishes import save_money, save_needs, save_wishes

__all__ = [
    "Concern",
    "Contact",
    "DangerPlace",
    "Member",
    "Near",
    "add_birth",
    "add_near_place",
    "add_person",
    "add_person_of_concern",
    "add_place_of_concern",
    "change_person",
    "change_person_of_concern",
    "nobody_is_pregnant",
    "nobody_of_concern",
    "nowhere_near",
    "open_to_team",
    "places_not_known",
    "remove_birth",
    "remove_near_place",
    "remove_person",
    "remove_person_of_concern",
    "remove_place_of_concern",
    "restrict",
    "save_areas",
    "save_contact",
    "save_money",
    "save_needs",
    "save_wishes",
]
