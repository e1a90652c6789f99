"""One blueprint for her own copy: `copies.index`, `copies.part` and so on."""

from flask import Blueprint

blueprint = Blueprint("copies", __name__, url_prefix="/households/<uuid:household_id>/copies")
