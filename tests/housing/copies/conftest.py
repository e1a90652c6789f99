"""Haven with the pages of a case and of her own copy, a made-up council, and an officer signed in."""

from __future__ import annotations

from tests.housing.presentations.conftest import app, client, household, people

__all__ = ["app", "client", "household", "people"]
