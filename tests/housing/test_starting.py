"""Starting, stopping and being killed, with real processes: nothing half served, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from housing.postgres import Server
from tests.housing.starting import REPOSITORY, Haven, children_of, free_port, is_gone, kill, listens_for_the_end, until

pytestmark = pytest.mark.slow


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Haven]:
    """A folder in which nothing has been started yet; whatever of its PostgreSQL is left is stopped."""
    haven = Haven(tmp_path)
    yield haven
    if (tmp_path / "var" / "postgres").exists():
        Server(tmp_path / "var" / "postgres").stop()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Haven]:
    """An installation that is running."""
    haven = Haven(tmp_path_factory.mktemp("served"))
    with haven.running("start"):
        until(haven.answers)
        yield haven


def stored(haven: Haven, query: LiteralString) -> list[tuple[object, ...]]:
    """The rows that a query gives on an installation that may be running."""
    with Server(haven.folder / "var" / "postgres") as server, connected(server.url("haven")) as connection:
        return connection.execute(query).fetchall()


def connected(url: str) -> psycopg.Connection:
    """A connection for the test itself."""
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def postgres_of(haven: Haven) -> int | None:
    """The process of its PostgreSQL."""
    return Server(haven.folder / "var" / "postgres").pid()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_ends_with_all_that_it_started(installation: Haven, number: int) -> None:
    with installation.running("start") as process:
        until(installation.answers)
        children, database = children_of(process.pid), postgres_of(installation)
        assert len(children) >= 2
        assert database is not None
        os.kill(process.pid, number)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert f"Haven is at http://127.0.0.1:{installation.port}" in said
    assert all(is_gone(each) for each in [*children, database])


def test_told_to_stop_while_filling_it_leaves_in_order(installation: Haven) -> None:
    installation.wait.touch()
    with installation.running("start") as process:
        until(installation.half.exists)
        database = postgres_of(installation)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGINT
    assert "Traceback" not in said
    assert database is not None
    assert is_gone(database)


def test_killed_while_serving_nothing_keeps_the_next_start_from_serving(installation: Haven) -> None:
    with installation.running("start") as process:
        until(installation.answers)
        children = children_of(process.pid)
        kill(process)
        until(lambda: all(is_gone(each) for each in children))
    with installation.running("start") as process:
        until(installation.answers)
        assert process.poll() is None


def test_killed_while_filling_the_next_start_fills_it_whole(installation: Haven) -> None:
    installation.wait.touch()
    with installation.running("start") as process:
        until(installation.half.exists)
        kill(process)
    with Server(installation.folder / "var" / "postgres") as server:
        assert not server.has_database("haven")
        assert server.has_database("haven_being_filled")
    installation.wait.unlink()
    with installation.running("start"):
        until(installation.answers)
        assert stored(installation, "select count(*) from setting where key = 'made_up.filled_in'") == [(1,)]
        assert stored(installation, "select count(distinct email) = count(*) from account") == [(True,)]
        assert stored(installation, "select count(*) from pg_database where datname like 'haven_%'") == [(0,)]


def test_a_second_start_is_told_and_the_first_goes_on(served: Haven) -> None:
    ended, said = served.run("start")
    assert (ended, said.count("\n")) == (1, 1)
    assert f"Port {served.port} is in use already" in said
    assert served.answers()


def test_starting_over_is_refused_while_it_runs_whatever_the_port(served: Haven) -> None:
    ended, said = served.run("reset", PORT=str(free_port()))
    assert ended == 1
    assert "Haven is running on this data" in said
    assert "Traceback" not in said
    assert served.answers()
    assert stored(served, "select count(*) > 5 from account") == [(True,)]


def test_it_listens_on_this_machine_only(served: Haven) -> None:
    assert _listening(served.port) == {"0100007F"}
    assert _listening(served.port, ipv6=True) == set()


def test_the_run_of_half_past_seven_is_noted_for_the_jobs_page(served: Haven) -> None:
    slot = stored(
        served,
        "select outcome, (due_at at time zone 'Europe/London')::time::text, words from job_run "
        "where job = 'matching-run'",
    )
    assert slot == [("done", "07:30:00", "Rotherham (made-up data): run 1 proposes a place for 0 of 0 households.")]


def test_two_schedulers_more_make_one_run(served: Haven) -> None:
    url = Server(served.folder / "var" / "postgres").url("haven")
    runs: LiteralString = "select count(*) from match_run"
    with connected(url) as connection:
        connection.execute("delete from job_run where job = 'matching-run'")
        before = connection.execute(runs).fetchone()
        with served.running("jobs", DATABASE_URL=url) as one, served.running("jobs", DATABASE_URL=url) as other:
            until(lambda: listens_for_the_end(one.pid) and listens_for_the_end(other.pid))
        assert (one.returncode, other.returncode) == (0, 0)
        assert before is not None
        assert connection.execute(runs).fetchone() == (before[0] + 1,)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "many"}, "PORT must be a whole number from 0 to 65535."),
        ({"PORT": "0"}, "PORT must be a whole number from 1 to 65535."),
        ({"HAVEN_KIND": "production"}, "DATABASE_URL must name the council's own PostgreSQL database."),
    ],
)
def test_settings_that_cannot_be_are_refused_before_anything_slow(
    installation: Haven, environment: dict[str, str], sentence: str
) -> None:
    ended, said = installation.run("start", **environment)
    assert ended == 2
    assert sentence in said
    assert "Traceback" not in said
    assert not (installation.folder / "var" / "postgres").exists()


PRODUCTION = {
    "HAVEN_KIND": "production",
    "HAVEN_SECRET_KEY": "made-up secret of the tests, 32 characters",
    "HAVEN_FIELD_KEYS": "1:" + "ab" * 32,
}


@pytest.mark.parametrize("command", ["start", "jobs"])
def test_production_does_not_start_on_made_up_accounts(installation: Haven, seeded: str, command: str) -> None:
    ended, said = installation.run(command, DATABASE_URL=seeded, **PRODUCTION)
    assert ended == 2
    assert "This is a production installation and 11 made-up accounts can still sign in" in said
    assert "Traceback" not in said


def test_a_web_server_of_one_s_own_does_not_serve_them_either(installation: Haven, seeded: str) -> None:
    environment = {**installation.environment, "DATABASE_URL": seeded, **PRODUCTION}
    done = subprocess.run(
        [sys.executable, "-c", "import housing.wsgi"], cwd=REPOSITORY, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert done.stderr.startswith("This is a production installation")


def test_a_half_filled_database_of_somebody_s_own_is_not_served(installation: Haven, seeded: str) -> None:
    ended, said = installation.run("start", DATABASE_URL=seeded)
    assert ended == 2
    assert "Filling in the made-up data was cut short" in said


@pytest.fixture
def seeded(installation: Haven, database_url: str) -> str:
    """A database with the made-up accounts, whose filling went no further."""
    installation.wait.touch()
    process = installation.begin("start", DATABASE_URL=database_url)
    until(installation.half.exists)
    kill(process)
    installation.wait.unlink()
    return database_url


def _listening(port: int, *, ipv6: bool = False) -> set[str]:
    """The addresses, as the kernel writes them, on which somebody listens at a port."""
    lines = Path("/proc/net/tcp6" if ipv6 else "/proc/net/tcp").read_text().splitlines()[1:]
    places = [(line.split()[1].split(":"), line.split()[3]) for line in lines]
    return {address for (address, number), state in places if int(number, 16) == port and state == "0A"}
