"""The blueprint of matching's pages, runs, decisions, options."""

from flask import Blueprint

blueprint = Blueprint("matching", __name__)
