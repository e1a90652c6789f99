"""What the made-up providers say of their stock: how it is, contracts, checks (one has run out), photographs.

Every street, number and picture is invented; the two photographs are drawn here.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from uuid import UUID

from PIL import Image, ImageDraw
from sqlalchemy import select

from housing.access import Actor, system
from housing.clock import LONDON, day_of
from housing.db import reading
from housing.places.compliance.recording import Check, record_check
from housing.places.compliance.watching import watch_compliance
from housing.places.contracts.recording import Terms, add_contract
from housing.places.models import Property
from housing.places.photographs.keeping import add_photograph
from housing.places.stock.describing import Description, describe_property
from seed.cast import BEFORE, Cast

Home = tuple[UUID, str, str]  # id, code, kind
EVERY_NIGHT_AT = time(3, 30)
RUN_OUT, ENDS_SOON = ("SP03", "electrical"), ("LR2", "gas")
MONTHS = {"gas": 365, "electrical": 5 * 365, "fire_risk": 365}
REFUGE = Description(
    tenure="provider_owned", furnished="furnished", security=("door_entry", "cctv", "alarm", "reinforced_doors"),
    cover="all_hours", on_call=True, location_notes="Buses stop two streets away; two schools within a mile (made up)",
)  # fmt: skip
DISPERSED = Description(
    tenure="private_lease", furnished="part", security=("window_locks", "lighting", "letterbox"), cover="set_hours",
    cover_hours={"weekdays": ["09:00", "17:00"]}, on_call=True,
)  # fmt: skip
SPECIALIST = Description(
    tenure="housing_association", furnished="unfurnished", security=("window_locks",), cover="set_hours",
    cover_hours={"weekdays": ["08:00", "20:00"], "saturday": ["10:00", "14:00"]}, on_call=False,
)  # fmt: skip
DESCRIBED = {"refuge": REFUGE, "dispersed": DISPERSED, "specialist": SPECIALIST}


def keep_up(cast: Cast, *, now: datetime) -> None:
    """Describe every property, enter its checks, its contract and two photographs; then the night looks at them."""
    begun, today = now - BEFORE, day_of(now)
    owners = {"refuge": cast.actors["refuge"], "specialist": cast.actors["specialist"]}
    for number, home in enumerate(_homes(cast.authority)):
        by = owners["specialist" if home[2] == "specialist" else "refuge"]
        describe_property(
            property_id=home[0], description=DESCRIBED[home[2]], from_on=day_of(begun), seen=0, by=by, now=begun
        )
        _checks(home, number, by=by, today=today, now=now - timedelta(days=1))
    _contracts(cast, today=today, now=begun)
    _photographs(cast, now=begun)
    watch_compliance(by=system("Safety checks"), now=_last_night(now))


def _last_night(now: datetime) -> datetime:
    """When the nightly look was last due."""
    tonight = datetime.combine(day_of(now), EVERY_NIGHT_AT, LONDON)
    return tonight if tonight <= now else tonight - timedelta(days=1)


def _homes(authority: str) -> list[Home]:
    query = select(Property.id, Property.code, Property.kind).where(Property.authority_code == authority)
    with reading() as session:
        return [(*row,) for row in session.execute(query.order_by(Property.code))]


def _checks(home: Home, number: int, *, by: Actor, today: date, now: datetime) -> None:
    """The usual three, spread over their years so that nothing else is due by itself."""
    for kind, lasts in MONTHS.items():
        done_on = today - timedelta(days=20 + number * 7)
        if (home[1], kind) == RUN_OUT:
            done_on = today - timedelta(days=lasts + 9)
        elif (home[1], kind) == ENDS_SOON:
            done_on = today - timedelta(days=lasts - 12)
        check = Check(kind, done_on, done_on + timedelta(days=lasts), reference=f"MU-{home[1]}-{kind[:3].upper()}")
        record_check(property_id=home[0], check=check, by=by, now=now)


def _contracts(cast: Cast, *, today: date, now: datetime) -> None:
    """One for the refuges and the dispersed homes, one for the specialist homes, over whole financial years."""
    homes = _homes(cast.authority)
    begin = date(today.year - 2, 4, 1)
    for provider, units, years, kinds in (
        ("refuge", 20, 4, ("refuge", "dispersed")), ("specialist", 13, 5, ("specialist",)),
    ):  # fmt: skip
        covered = tuple(home[0] for home in homes if home[2] in kinds)
        terms = Terms(f"MADE-UP-{provider.upper()}", begin, date(begin.year + years, 3, 31), units, 180, covered)
        add_contract(organisation_id=cast.organisations[provider], terms=terms, by=cast.actors[provider], now=now)


def _photographs(cast: Cast, *, now: datetime) -> None:
    """Two of the refuge, drawn: a bedroom and a kitchen that are nowhere."""
    home = next(home for home in _homes(cast.authority) if home[1] == "LR1")
    for words, wall, floor in (
        ("A bedroom with two beds and a cot (drawn, made up)", "#d7e3ea", "#b58863"),
        ("The shared kitchen (drawn, made up)", "#f2e6d0", "#8a8f94"),
    ):
        add_photograph(
            property_id=home[0], unit_id=None, data=_drawn(wall, floor), words=words, by=cast.actors["refuge"], now=now
        )


def _drawn(wall: str, floor: str) -> bytes:
    """A plain room as a JPEG: wall, floor, window, two pieces of furniture."""
    picture = Image.new("RGB", (800, 600), wall)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 420, 800, 600), fill=floor)
    pen.rectangle((300, 90, 500, 260), fill="#ffffff", outline="#5a5a5a", width=8)
    pen.line((400, 90, 400, 260), fill="#5a5a5a", width=6)
    pen.rectangle((60, 340, 300, 500), fill="#7d5a3c")
    pen.rectangle((520, 340, 740, 500), fill="#5f7f6f")
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()
