"""The pages of this slice, brought together for the application."""

from __future__ import annotations

from flask import Blueprint

from housing.sanctuary.blueprint import blueprint
from housing.sanctuary.board import routes as board
from housing.sanctuary.cost import routes as cost
from housing.sanctuary.owner import routes as owner
from housing.sanctuary.page import routes as page
from housing.sanctuary.referral import routes as referral
from housing.sanctuary.survey import routes as survey

BLUEPRINTS: tuple[Blueprint, ...] = (blueprint,)
__all__ = ["BLUEPRINTS", "board", "cost", "owner", "page", "referral", "survey"]
