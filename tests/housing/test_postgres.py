"""The launcher of our own PostgreSQL: made, started, shared, killed, refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from housing.postgres import PostgresUnavailable, Server
from housing.postgres.guise import Guise, account_guise

REPOSITORY = Path(__file__).parents[2]


def connect(server: Server, database: str) -> psycopg.Connection:
    return psycopg.connect(server.url(database).replace("+psycopg", ""), autocommit=True)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("postgres") / "data", durable=False) as server:
        server.create_database("app")
        yield server


def test_answers_and_keeps_what_was_written_over_a_restart(tmp_path: Path) -> None:
    first = Server(tmp_path / "data", durable=False).start()
    assert first.create_database("app") is True
    with connect(first, "app") as connection:
        connection.execute("create table word (text text); insert into word values ('kept')")
    first.stop()
    assert not first.running()

    with Server(tmp_path / "data", durable=False) as second, connect(second, "app") as connection:
        assert second.create_database("app") is False
        assert connection.execute("select text from word").fetchall() == [("kept",)]


def test_listens_on_no_network_and_logs_no_statement(shared: Server) -> None:
    with connect(shared, "app") as connection:
        settings: dict[str, str] = dict(connection.execute("select name, setting from pg_settings").fetchall())
        with pytest.raises(psycopg.errors.UndefinedColumn):
            connection.execute("select jane_made_up_secret")
    assert settings["listen_addresses"] == ""
    assert settings["TimeZone"] == "UTC"
    assert settings["data_checksums"] == "on"
    assert "select jane" not in (shared.data_dir / "server.log").read_text()


def test_only_this_account_can_open_the_data_and_the_socket(shared: Server) -> None:
    assert shared.data_dir.stat().st_mode & 0o077 == 0
    assert shared.socket_dir.stat().st_mode & 0o077 == 0


def test_a_database_is_copied_from_a_template_and_dropped(shared: Server) -> None:
    shared.create_database("pattern")
    with connect(shared, "pattern") as connection:
        connection.execute("create table word (text text)")
    shared.create_database("copy", template="pattern")
    with connect(shared, "copy") as connection:
        assert connection.execute("select count(*) from word").fetchone() == (0,)
        shared.drop_database("copy")
    assert shared.create_database("copy") is True


def test_a_long_path_with_spaces_gets_a_short_socket(tmp_path: Path) -> None:
    with Server(tmp_path / "a folder of somebody's" / ("long" * 30) / "data", durable=False) as server:
        assert len(str(server.socket_dir)) < 50
        server.create_database("a b/c?d")
        with connect(server, "a b/c?d") as connection:
            assert connection.execute("select current_database()").fetchone() == ("a b/c?d",)
    assert not server.socket_dir.exists()


def test_stays_up_until_its_last_user_leaves(shared: Server) -> None:
    other = Server(shared.data_dir, durable=False).start()
    assert other.pid() == shared.pid()
    other.stop()
    assert shared.running()


def test_is_not_removed_while_somebody_uses_it(shared: Server, tmp_path: Path) -> None:
    with pytest.raises(PostgresUnavailable, match="in use"):
        Server(shared.data_dir, durable=False).remove()
    assert shared.running()

    own = Server(tmp_path / "data", durable=False).start()
    own.remove()
    assert not own.running()
    assert not own.data_dir.exists()


def test_several_processes_starting_at_once_share_one(tmp_path: Path) -> None:
    script = "import sys; from housing.postgres import Server; print(Server(sys.argv[1], durable=False).start().pid())"

    def start(_: int) -> str:
        command = [sys.executable, "-c", script, str(tmp_path / "data")]
        return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.strip()

    with ThreadPoolExecutor(3) as pool:
        pids = set(pool.map(start, range(3)))
    with Server(tmp_path / "data", durable=False) as server:
        assert pids == {str(server.pid())}


def test_comes_back_after_a_kill_with_every_acknowledged_row(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        server.create_database("app")
        with connect(server, "app") as connection:
            connection.execute("create table row (number int)")
            for number in range(50):
                connection.execute("insert into row values (%s)", [number])
            pid = server.pid()
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
        server.start()
        with connect(server, "app") as connection:
            assert connection.execute("select count(*) from row").fetchone() == (50,)


def test_half_a_cluster_left_by_a_kill_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "data.making").mkdir()
    (tmp_path / "data.making" / "PG_VERSION").write_text("18\n")
    with Server(tmp_path / "data", durable=False) as server:
        assert server.running()
    assert not (tmp_path / "data.making").exists()


def test_a_process_number_that_now_is_a_stranger_s_does_not_block_it(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", durable=False).start()
    note = (tmp_path / "data" / "postmaster.pid").read_text().split("\n")
    server.stop()
    (tmp_path / "data" / "postmaster.pid").write_text("\n".join([str(os.getppid()), *note[1:]]))
    assert server.pid() is None
    with server.start():
        assert server.running()


def test_without_namespaces_root_uses_another_account_and_others_their_own() -> None:
    guise = account_guise() if os.geteuid() == 0 else Guise()
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with Server(Path(folder) / "data", durable=False, guise=guise) as server:
            assert server.data_dir == Path(folder) / "data"
            assert server.data_dir.stat().st_uid == guise.uid
            assert server.create_database("app") is True
