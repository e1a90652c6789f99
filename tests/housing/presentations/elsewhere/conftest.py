"""The same made-up council and cases as for duties."""

from tests.housing.presentations.duties.conftest import app, at, case, client, people

__all__ = ["app", "at", "case", "client", "people"]
