"""The application for gunicorn, on the installation that the environment describes."""

from __future__ import annotations

from housing.app import create_app
from housing.installation import refuse_made_up_accounts, settings_of_running
from housing.unusable import Unusable

try:
    settings = settings_of_running()
    app = create_app(settings)
    refuse_made_up_accounts(settings)
except Unusable as fault:
    raise SystemExit("\n".join(fault.faults)) from None
