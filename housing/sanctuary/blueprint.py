"""One blueprint for the pages about sanctuary jobs, those of the household's page included."""

from flask import Blueprint

blueprint = Blueprint("sanctuary", __name__)
