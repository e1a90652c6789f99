"""One blueprint for closings: the provider's own (/properties, /units) and the list of all (/closings)."""

from flask import Blueprint

blueprint = Blueprint("closing", __name__)
