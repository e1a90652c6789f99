"""The tests' own database: migrated once, a clean copy each, on this machine only."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests import database
from tests.network import LeftTheMachine, is_outside

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_one_test_writes_the_next_does_not_see(engine: Engine, time: str) -> None:
    with engine.begin() as connection:
        assert connection.execute(text("select count(*) from code")).scalar_one() > 0
        assert connection.execute(text("select count(*) from code where slug = 'written_by_a_test'")).scalar_one() == 0
        connection.execute(
            text(
                "insert into code (id, list, slug, label, position, active) "
                "values (gen_random_uuid(), 'made_up', 'written_by_a_test', :label, 1, true)"
            ),
            {"label": time},
        )


def test_a_run_that_was_killed_is_swept_up_by_the_next() -> None:
    script = (
        "import os, sys; from tests import database; folder = database.open_folder(); server = database.server();"
        "print(folder, server.pid(), flush=True); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=False
    )
    folder, pid = killed.stdout.split()
    assert Path(folder).exists()
    database.sweep()
    assert not Path(folder).exists()
    process = Path(f"/proc/{pid}/cmdline")
    assert not process.exists() or process.read_bytes() == b"", "the server still runs"


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as client, pytest.raises(LeftTheMachine):
        client.connect(("192.0.2.1", 80))
    with pytest.raises(LeftTheMachine):
        socket.getaddrinfo("example.com", 80)


@pytest.mark.parametrize(
    ("address", "outside"),
    [("/run/socket", False), (("127.0.0.1", 80), False), (("::1", 80), False), (("10.0.0.1", 80), True)],
)
def test_what_counts_as_another_machine(address: object, outside: bool) -> None:
    assert is_outside(address) is outside
