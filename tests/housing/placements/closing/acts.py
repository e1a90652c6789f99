"""What tests of closings do, and the household that lives in the unit."""

from __future__ import annotations

from datetime import date, timedelta

from housing.placements.closing import services
from housing.placements.closing.services import Plan
from housing.places.opening.models import Closing
from tests.housing.placements.arranging import Arranged
from tests.housing.placements.matching.factories import NOW, TODAY

DAY = timedelta(days=1)
FRIDAY, MONDAY, NEXT_YEAR = TODAY + 4 * DAY, TODAY + 7 * DAY, date(2027, 1, 4)


def close(
    there: Arranged, from_on: date, until_on: date | None = None, *, unsafe: bool = False, reason: str = "works"
) -> Closing:
    """The property closes."""
    plan = Plan(from_on, until_on, reason, unsafe=unsafe)
    return services.close_property(property_id=there.home.id, plan=plan, by=there.manager, now=NOW)


def close_unit(there: Arranged, from_on: date, until_on: date | None = None, *, unsafe: bool = False) -> Closing:
    """The unit closes."""
    plan = Plan(from_on, until_on, "works", unsafe=unsafe)
    return services.close_unit(unit_id=there.unit.id, plan=plan, by=there.manager, now=NOW)
