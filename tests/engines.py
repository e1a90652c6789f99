"""One engine a process for the tests, whatever database it is bound to.

An engine remembers how each query is written in SQL. The product binds one database for its life; a test binds a new
one, and writing every query anew for it cost more than most of what the tests are about (ADR 0082). Connections are
never kept: letting a database go closes them, as in the product.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.pool import ConnectionPoolEntry

_MADE: dict[str, Engine] = {}
_WHERE: dict[str, URL] = {}


def keep_engines() -> None:
    """Have `housing.db` bind one engine again and again, from now on in this process."""
    pytest.MonkeyPatch().setattr("housing.db.create_engine", engine_for)


def engine_for(url: str, **settings: Any) -> Engine:
    """The engine with these settings, from now on for this database."""
    key = repr(sorted(settings.items()))
    if key not in _MADE:
        _MADE[key] = create_engine(url, **settings)
        event.listen(_MADE[key], "do_connect", partial(_lead, key))
    _WHERE[key] = _MADE[key].url = make_url(url)  # tests ask an engine where it leads, to go there by another way
    return _MADE[key]


def _lead(key: str, dialect: Dialect, _record: ConnectionPoolEntry, _words: list[str], named: dict[str, Any]) -> None:
    """Connect to the database of now, with the settings of then."""
    named.update(dialect.create_connect_args(_WHERE[key])[1])
