"""The blueprint of everything under /households, in this slice and the one above, so that one name leads to it all.

Sections of the record are nested in it ("households.family.people"); the list, the household's page and its task
list are added by the presentations slice ("households.index", "households.page", "households.tasks").
"""

from flask import Blueprint

blueprint = Blueprint("households", __name__, url_prefix="/households")
