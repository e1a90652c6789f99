"""One blueprint for the provider's stock (/units, /properties) and the council's vacancies (/vacancies)."""

from flask import Blueprint

blueprint = Blueprint("places", __name__)
