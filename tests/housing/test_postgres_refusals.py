"""What the launcher says when it cannot: one sentence each."""

from __future__ import annotations

from pathlib import Path

import pytest

from housing.postgres import PostgresUnavailable, Server, binaries, places
from housing.postgres.guise import Guise, account_guise


def test_no_programs_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(binaries, "WHEELS", ())
    monkeypatch.setattr(binaries, "INSTALLED", tmp_path)
    with pytest.raises(PostgresUnavailable, match="set DATABASE_URL"):
        Server(tmp_path / "data")


def test_a_named_folder_without_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HAVEN_PG_BIN", str(tmp_path))
    with pytest.raises(PostgresUnavailable, match="there is no PostgreSQL in it"):
        Server(tmp_path / "data")


def test_the_newest_installed_one_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for version in ("9", "15", "100", "16", "old"):
        (tmp_path / version / "bin").mkdir(parents=True)
        for program in ("initdb", "pg_ctl", "postgres"):
            (tmp_path / version / "bin" / program).touch(mode=0o755)
    (tmp_path / "100" / "bin" / "initdb").unlink()
    monkeypatch.setattr(binaries, "WHEELS", ())
    monkeypatch.setattr(binaries, "INSTALLED", tmp_path)
    assert binaries.find_binaries() == tmp_path / "16" / "bin"


def test_a_path_that_a_shell_would_read(tmp_path: Path) -> None:
    with pytest.raises(PostgresUnavailable, match="must not contain"):
        Server(tmp_path / "$(date)" / "data")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PostgresUnavailable, match="could not be made"):
        Server(tmp_path / "file" / "below" / "data")


def test_an_occupied_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "letter.txt").write_text("somebody's")
    with pytest.raises(PostgresUnavailable, match="not empty"):
        Server(tmp_path / "data", durable=False).start()
    assert (tmp_path / "data" / "letter.txt").read_text() == "somebody's"


def test_a_broken_cluster_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("housing.postgres.server.SECONDS_TO_START", 0.0)
    server = Server(tmp_path / "data", durable=False).start()
    server.stop()
    (tmp_path / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresUnavailable, match=r"does not start.*FATAL"):
        server.start()
    server.stop()


def test_someone_else_s_socket_folder_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "SHORT_PLACES", tmp_path)
    data = tmp_path / "with space" / "data"
    socket = places.place_for_socket(data, Guise())
    socket.mkdir()
    socket.chmod(0o755)
    with pytest.raises(PostgresUnavailable, match="not a folder of ours alone"):
        places.open_socket_folder(socket, data, Guise())


def test_data_moves_where_the_other_account_can_reach_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Guise, "can_reach", lambda *_: False)
    monkeypatch.setattr(places, "ELSEWHERE", tmp_path / "elsewhere")
    assert places.place_for_data(tmp_path / "data", Guise()).parent == tmp_path / "elsewhere"


def test_no_account_to_run_as() -> None:
    with pytest.raises(PostgresUnavailable, match="ordinary user"):
        account_guise(["no-such-account-here"])
