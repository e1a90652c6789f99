"""The application for gunicorn, on the installation that the environment describes."""

from __future__ import annotations

from housing.app import create_app
from housing.installation import settings_of_running

app = create_app(settings_of_running())
