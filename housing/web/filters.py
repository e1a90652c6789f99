"""How values read on a page: dates, times, ages, amounts, distances. Pure functions, entered as template filters.

Source of the wording: GOV.UK style guide (dates, times, numbers).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

import phonenumbers
from flask import Flask

from housing.clock import LONDON
from pathway.calendar import ONE_DAY

NOT_RECORDED = "Not recorded"


def said_date(value: date | datetime | None) -> str:
    """ "23 November 2026"; a moment is the day it falls on in London."""
    if value is None:
        return NOT_RECORDED
    day = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
    return f"{day.day} {day:%B %Y}"


def short_date(value: date | datetime | None) -> str:
    """ "23 Nov 2026", for tables."""
    if value is None:
        return ""
    day = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
    return f"{day.day} {day:%b %Y}"


def weekday_date(value: date | datetime | None) -> str:
    """ "Monday 23 November 2026", for letters and appointments."""
    if value is None:
        return NOT_RECORDED
    day = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
    return f"{day:%A} {said_date(day)}"


def said_time(value: datetime | time | None) -> str:
    """ "9:30am", "2pm", "midday", "midnight", in London."""
    if value is None:
        return NOT_RECORDED
    clock = value.astimezone(LONDON).time() if isinstance(value, datetime) else value
    if clock.minute == 0 and clock.hour in (0, 12):
        return "midday" if clock.hour else "midnight"
    minutes = f":{clock:%M}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'pm' if clock.hour >= 12 else 'am'}"


def said_moment(value: datetime | None) -> str:
    """ "9:30am on 23 November 2026"."""
    return NOT_RECORDED if value is None else f"{said_time(value)} on {said_date(value)}"


def said_deadline(due_at: datetime) -> str:
    """A deadline: "the end of 4 December 2026" where it is the midnight at a day's end, else the moment."""
    at = due_at.astimezone(LONDON)
    return f"the end of {said_date(at.date() - ONE_DAY)}" if at.time() == time.min else said_moment(due_at)


def age_on(born_on: date | None, day: date) -> int | None:
    """Completed years on a day; somebody born on 29 February is a year older on 1 March of other years."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 household", "2,000 households", "3 children" (`plural(3, "child", "children")`)."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def days_away(day: date, today: date) -> str:
    """ "today", "tomorrow", "in 5 days", "yesterday", "3 days ago"."""
    distance = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(distance)
    if near:
        return near
    return f"in {distance:,} days" if distance > 0 else f"{-distance:,} days ago"


def money(pounds: Decimal | int | None) -> str:
    """ "£1,200" or "£1,200.50": pence only where there are any."""
    if pounds is None:
        return NOT_RECORDED
    exact = Decimal(pounds).quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole = exact == exact.to_integral_value()
    return f"{'-' if exact < 0 else ''}£{abs(exact):,.{0 if whole else 2}f}"


def distance(metres: float | None) -> str:
    """ "850 m" to the nearest 50, "3.2 km", "14 km"."""
    if metres is None:
        return NOT_RECORDED
    if metres < 975:
        return f"{round(metres / 50) * 50} m"
    return f"{metres / 1000:.1f} km" if metres < 9950 else f"{metres / 1000:,.0f} km"


def duration(span: timedelta | None) -> str:
    """ "3 days", "4 hours", "20 minutes": the largest unit that fits, rounded down."""
    if span is None:
        return NOT_RECORDED
    minutes = int(span.total_seconds()) // 60
    if minutes >= 24 * 60:
        return plural(minutes // (24 * 60), "day")
    return plural(minutes // 60, "hour") if minutes >= 60 else plural(minutes, "minute")


def percent(share: float | None) -> str:
    """ "45%" from 0.45."""
    return NOT_RECORDED if share is None else f"{share * 100:.0f}%"


def phone(number: str | None) -> str:
    """ "01632 960 001" from E.164; abroad, "+353 ..."."""
    if not number:
        return NOT_RECORDED
    parsed = phonenumbers.parse(number, "GB")
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, style.NATIONAL if parsed.country_code == 44 else style.INTERNATIONAL)


def yes_no(value: bool | None) -> str:
    """ "Yes", "No", or "Not known" for None."""
    return "Not known" if value is None else "Yes" if value else "No"


def or_blank(value: object) -> object:
    """The value, or "Not recorded" where there is none; nought is a value."""
    return NOT_RECORDED if value is None or value == "" else value


FILTERS = {
    "date": said_date,
    "short_date": short_date,
    "weekday_date": weekday_date,
    "time": said_time,
    "moment": said_moment,
    "deadline": said_deadline,
    "age_on": age_on,
    "plural": plural,
    "days_away": days_away,
    "money": money,
    "distance": distance,
    "duration": duration,
    "percent": percent,
    "phone": phone,
    "yes_no": yes_no,
    "or_blank": or_blank,
}


def init_app(app: Flask) -> None:
    """Enter the filters by their template names."""
    app.jinja_env.filters.update(FILTERS)
