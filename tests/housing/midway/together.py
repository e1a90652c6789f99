"""Several people at the same moment, each in a thread with a connection of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, text

from housing.refusals import Refused


def together(*acts: Callable[[], object]) -> list[object]:
    """Let all of them begin at the same moment; what each returned, or the refusal it was given."""
    start = threading.Barrier(len(acts))

    def act(what: Callable[[], object]) -> object:
        start.wait(30)
        try:
            return what()
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def refusals(results: Sequence[object]) -> list[str]:
    """What those were told who came second."""
    return [str(result) for result in results if isinstance(result, Refused)]


def wait_until_somebody_waits(engine: Engine) -> None:
    """Until one connection waits for a lock of another."""
    waiting = text("select count(*) from pg_locks where not granted")
    for _ in range(1000):
        with engine.connect() as connection:
            if connection.execute(waiting).scalar_one():
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")
