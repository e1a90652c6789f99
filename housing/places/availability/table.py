"""When each of many units is free within a year, in one query: the rule of `asking`, said once more in SQL.

A property test holds the two together. Working days come as data, so that England's bank holidays stay in one place
(pathway.calendar): `working` lists them from today on, `rank` says how many there are up to each day from today on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from housing.access import Extent
from housing.clock import day_of
from housing.places.availability.asking import Gap
from housing.places.availability.terms import ONE_DAY
from pathway.calendar import is_working_day

YEAR = timedelta(days=365)
MARGIN = timedelta(days=120)  # past the last day asked for: longer than any preparation

# A block runs from the day by which a newcomer has left to the first day after it, as in asking.Block; what is free is
# the window without the blocks. Where the calendar ends, so does the question: such a day is past the window.
QUERY = text(
    """
with terms as materialized (
    select unit.id as unit_id, property.id as property_id, property.preparation_days as days,
           (not property.same_day_turnover)::int as turnover
    from unit join property on property.id = unit.property_id
    where (property.authority_code = any(:authorities) or property.organisation_id = any(:organisations))
), line as (
    select terms.*, kind in ('hold', 'stay') as lived,
           kind = 'hold' or (kind = 'stay' and reason is not distinct from 'planned') as expected,
           lower(during) as starts, upper(during) as ends
    from terms join unit_period on unit_period.unit_id = terms.unit_id and replaced_at is null
    where (upper(during) is null or upper(during) > :today or kind = 'hold' or reason = 'planned')
    and lower(during) < :beyond
    and (kind <> 'hold' or unit_period.id not in (select line_id from lapsing_hold where lapses_at <= :now))
), block as (
    select unit_id,
        case when not lived or starts <= :today then starts
             when days = 0 then starts - turnover
             else coalesce(
                 (cast(:working as date[]))[(cast(:rank as int[]))[starts - :today + 1] - days + 1] - 1, :today
             )
        end as leave_by,
        case when ends is null or (expected and ends <= :today) then null
             when not expected then ends
             when days = 0 then ends + turnover
             else (cast(:working as date[]))[(cast(:rank as int[]))[ends - :today + 1] + days]
        end as until_on
    from line
    union all
    select terms.unit_id, coalesce(lower(during), :today), upper(during)
    from terms join closing on closing.property_id = terms.property_id
        and coalesce(closing.unit_id, terms.unit_id) = terms.unit_id and closing.withdrawn_at is null
    where upper(during) is null or upper(during) > :today
)
select terms.unit_id,
    datemultirange(daterange(:from_on, :until_on)) - coalesce(
        range_agg(daterange(block.leave_by, block.until_on)) filter (where block.unit_id is not null), '{}'
    ) as free,
    case when not coalesce(bool_or(block.unit_id is not null and block.until_on is null), false)
         then greatest(:from_on, max(block.until_on)) end as open_from
from terms left join block on block.unit_id = terms.unit_id
group by terms.unit_id
"""
)


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """When one unit is free: each gap within the days asked for, and from when on with no end in sight.

    `open_from` is None where nobody knows, or where it is not within those days.
    """

    gaps: tuple[Gap, ...]
    open_from: date | None


def gaps_by_unit(
    session: Session, extent: Extent, *, now: datetime, from_on: date | None = None, until_on: date | None = None
) -> dict[UUID, UnitGaps]:
    """When each unit within an extent is free over `[from_on, until_on)`, a year from today where not said.

    One query, whatever the number of units. A stay within those days fits exactly where it lies within one gap.

    Raises:
        ValueError: the days begin in the past, or are none.
    """
    values = parameters(extent, now=now, from_on=from_on, until_on=until_on)
    found = session.execute(QUERY, values)
    return {row.unit_id: UnitGaps(_gaps(row.free), _within(row.open_from, values["until_on"])) for row in found}


def parameters(
    extent: Extent, *, now: datetime, from_on: date | None = None, until_on: date | None = None
) -> dict[str, Any]:
    """What the query is asked with: whose units, which days, and the working days from today until well past them.

    Raises:
        ValueError: the days begin in the past, or are none.
    """
    today = day_of(now)
    from_on = from_on or today
    until_on = until_on or from_on + YEAR
    if not today <= from_on < until_on:
        raise ValueError("the days asked for begin today or later and end after they begin")
    return {
        "authorities": sorted(extent.authorities),
        "organisations": sorted(extent.organisations),
        "from_on": from_on,
        "until_on": until_on,
        "now": now,
        **_calendar(today, until_on + MARGIN),
    }


def _calendar(today: date, beyond: date) -> dict[str, Any]:
    days = [today + number * ONE_DAY for number in range((beyond - today).days)]
    working, rank = [], []
    for day in days:
        if is_working_day(day):
            working.append(day)
        rank.append(len(working))
    return {"today": today, "beyond": beyond, "working": working, "rank": rank}


def _gaps(ranges: Iterable[Any]) -> tuple[Gap, ...]:
    return tuple(Gap(each.lower, each.upper) for each in ranges)


def _within(day: date | None, until_on: date) -> date | None:
    return day if day is not None and day < until_on else None
