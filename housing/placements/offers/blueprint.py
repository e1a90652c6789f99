"""One blueprint for the provider's pages (/referrals) and the council's (/offers)."""

from flask import Blueprint

blueprint = Blueprint("offers", __name__)
