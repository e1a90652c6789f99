"""One blueprint for the whole slice, so that its pages are `people.sign_in`, `people.accounts` and so on."""

from flask import Blueprint

blueprint = Blueprint("people", __name__)
