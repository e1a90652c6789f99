"""One blueprint for what is done with a presentation: `presentations.start`, `presentations.situation` and so on."""

from flask import Blueprint

blueprint = Blueprint("presentations", __name__, url_prefix="/households")
