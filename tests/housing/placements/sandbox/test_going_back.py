"""Going back to the older schema keeps one setting a day: the one that counted."""

from __future__ import annotations

from sqlalchemy import create_engine, text

from housing import db

BEFORE = "0013"
SET = text(
    "insert into setting (id, key, from_on, value, source, verified, recorded_at) values "
    "(gen_random_uuid(), 'made.up', '2026-11-22', '1', 'made up', true, null), "
    "(gen_random_uuid(), 'made.up', '2026-11-22', '2', 'made up', true, '2026-11-22T09:00Z'), "
    "(gen_random_uuid(), 'made.up', '2026-11-22', '3', 'made up', true, '2026-11-22T10:00Z'), "
    "(gen_random_uuid(), 'made.up', '2026-11-23', '4', 'made up', true, null)"
)
KEPT = text("select value from setting where key = 'made.up' order by from_on")


def test_of_one_day_the_last_recorded_stays(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(SET)
    engine.dispose()
    db.migrate(database_url, BEFORE)
    db.migrate(database_url)
    with engine.connect() as connection:
        assert list(connection.scalars(KEPT)) == [3, 4]
    engine.dispose()
