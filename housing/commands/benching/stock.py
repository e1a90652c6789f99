"""A made-up council with many units and years of stays, to measure availability with. In a throw-away database only."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from housing.people.models import Authority, Organisation
from housing.places.models import Property, Unit, Ward

COUNCIL, WARD = "E08999999", "E05999999"
UNITS_A_PROPERTY = 4

# Of each thousand units: 400 lived in with no end, 450 with a leaving day and works planned much later, 80 held, 50 out
# of use, 20 empty. Households are ids of nobody, so foreign keys and triggers are off while this is written.
LINES = """
create temporary table place on commit drop as
    select id, property_id, ((row_number() over (order by code) * 7919) % 1000)::int as chance,
        cast(:today as date) as today from unit;
insert into unit_period (id, unit_id, authority_code, kind, during, household_id, recorded_at)
    select gen_random_uuid(), id, :council, 'stay', daterange(today - 100 * past - 60, today - 100 * past - 5),
        gen_random_uuid(), now()
    from place, generate_series(1, :past) past;
insert into unit_period (id, unit_id, authority_code, kind, during, household_id, reason, recorded_at)
    select gen_random_uuid(), id, :council, 'stay',
        daterange(today - 1 - chance % 4, case when chance < 400 then null else today + 10 + chance % 300 end),
        gen_random_uuid(), case when chance >= 400 then 'planned' end, now()
    from place where chance < 850;
insert into unit_period (id, unit_id, authority_code, kind, during, household_id, lapses_at, recorded_at)
    select gen_random_uuid(), id, :council, 'hold', daterange(today + chance % 9, null), gen_random_uuid(),
        now() + interval '1 day', now()
    from place where chance between 850 and 929;
insert into unit_period (id, unit_id, authority_code, kind, during, reason, recorded_at)
    select gen_random_uuid(), id, :council, 'out_of_use', daterange(today + chance % 9, today + 30 + chance % 9),
        'repairs', now()
    from place where chance between 930 and 979;
insert into unit_period (id, unit_id, authority_code, kind, during, reason, recorded_at)
    select gen_random_uuid(), id, :council, 'out_of_use', daterange(today + 320, today + 340), 'repairs', now()
    from place where chance between 400 and 849;
insert into closing (id, authority_code, property_id, during, reason, unsafe, recorded_at, recorded_by_name)
    select gen_random_uuid(), :council, property_id, daterange(today + 350, null), 'works', false, now(), 'bench'
    from place where chance % 50 = 0 group by property_id, today;
"""


def fill(session: Session, *, units: int, past: int, today: date) -> None:
    """So many units, each with so many past stays and what goes on today; in the caller's transaction."""
    session.execute(text("set local session_replication_role = replica"))
    provider = Organisation(id=uuid4(), authority_code=COUNCIL, name="Made-up provider", kind="provider")
    session.add_all([Authority(code=COUNCIL, name="Made-up council"), provider])
    session.add(Ward(code=WARD, authority_code=COUNCIL, name="Made-up ward", easting=440_000, northing=390_000))
    homes = [_home(provider.id, number) for number in range(-(-units // UNITS_A_PROPERTY))]
    session.add_all(homes)
    session.add_all(_unit(homes[number // UNITS_A_PROPERTY], number) for number in range(units))
    session.flush()
    for statement in LINES.split(";\n"):
        if statement.strip():
            session.execute(text(statement), {"council": COUNCIL, "today": today, "past": past})


def _home(provider: object, number: int) -> Property:
    return Property(
        id=uuid4(), authority_code=COUNCIL, organisation_id=provider, code=f"B{number}", kind="dispersed",
        address=f"{number} Made-up Street", postcode="ZZ99 9ZZ", ward_code=WARD, easting=440_000, northing=390_000,
        sleeping="room_standard", preparation_days=number % 4, same_day_turnover=number % 2 == 0,
    )  # fmt: skip


def _unit(home: Property, number: int) -> Unit:
    return Unit(
        property_id=home.id, authority_code=COUNCIL, code=f"B{number:06}", bedrooms=[{"beds": 2, "cots": 0}],
        max_people=2, floor=0, features=[],
    )  # fmt: skip
