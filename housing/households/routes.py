"""The pages of this slice, brought together for the application."""

from __future__ import annotations

from flask import Blueprint

from housing.households.alike.routes import blueprint as alike
from housing.households.alike.routes import of_people as names
from housing.households.around.routes import blueprint as around
from housing.households.blueprint import blueprint
from housing.households.consents.routes import blueprint as consents
from housing.households.contacting.reaching_routes import blueprint as contact
from housing.households.danger.distance_routes import of_place as danger_distance
from housing.households.danger.distance_routes import usual as distances
from housing.households.danger.place_routes import blueprint as danger_places
from housing.households.danger.routes import blueprint as danger
from housing.households.disclosing.file_routes import of_case as disclosing_file
from housing.households.disclosing.file_routes import of_council as disclosures_file
from housing.households.disclosing.held_routes import blueprint as held_tellings
from housing.households.disclosing.routes import blueprint as disclosing
from housing.households.disclosing.routes import council as disclosures
from housing.households.equality.routes import blueprint as equality
from housing.households.family.routes import blueprint as family
from housing.households.orders.routes import blueprint as orders
from housing.households.overnight.routes import blueprint as overnight
from housing.households.relations.routes import blueprint as relations
from housing.households.separations.routes import blueprint as separations
from housing.households.wanting.routes import blueprint as wanting

for section in (
    contact,
    consents,
    disclosing,
    disclosing_file,
    orders,
    family,
    names,
    wanting,
    danger,
    danger_places,
    danger_distance,
    around,
):
    blueprint.register_blueprint(section)

for room in (equality, overnight, relations):
    blueprint.register_blueprint(room)

BLUEPRINTS: tuple[Blueprint, ...] = (
    blueprint, distances, separations, disclosures, disclosures_file, held_tellings, alike,
)  # fmt: skip
