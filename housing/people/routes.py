"""The pages of this slice, brought together for the application."""

from __future__ import annotations

from flask import Blueprint

from housing.people.accounts import routes as accounts
from housing.people.conflicts import routes as conflicts
from housing.people.home import routes as home
from housing.people.own import routes as own
from housing.people.signing_in import routes as signing_in
from housing.people.signing_in.routes import ask_to_sign_in
from housing.people.trail import routes as trail

ROOMS = (home, signing_in, own, accounts, conflicts, trail)
BLUEPRINTS: tuple[Blueprint, ...] = tuple({room.blueprint for room in ROOMS})
__all__ = ["BLUEPRINTS", "ask_to_sign_in"]
