"""The blueprint of the pages about who lives together."""

from flask import Blueprint

blueprint = Blueprint("neighbours", __name__)
