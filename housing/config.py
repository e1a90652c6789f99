"""Settings, from the environment alone, checked at start with one sentence for each fault."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from housing.sealing import KeyRing
from housing.unusable import Unusable

KINDS = ("demo", "production", "test")
LONGEST_BODY = 12 * 1024 * 1024


class BadSettings(Unusable):
    """The environment cannot be used; one sentence a fault, naming the setting and never its value."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations."""

    kind: str
    database_url: str
    secret_key: str
    field_keys: dict[int, bytes]
    var: Path
    port: int = 5000
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    proxies: int = 0
    smtp_url: str = ""
    mail_from: str = "haven@example.invalid"

    @property
    def made_up(self) -> bool:
        """Whether this installation holds made-up data only, and says so on every page."""
        return self.kind != "production"

    @property
    def keys(self) -> KeyRing:
        """The sealing keys as a ring."""
        return KeyRing(self.field_keys)


def load(environment: Mapping[str, str] = os.environ, *, var: Path | None = None) -> Settings:
    """Read the settings; in a demo installation missing secrets are made once and kept in `var/secrets.json` (0600).

    Raises:
        BadSettings: one sentence for each fault.
    """
    faults: list[str] = []
    kind = environment.get("HAVEN_KIND", "demo")
    if kind not in KINDS:
        faults.append(f"HAVEN_KIND must be one of {', '.join(KINDS)}.")
    place = var or Path(environment.get("HAVEN_VAR", "var")).absolute()
    kept = _kept_secrets(place) if kind == "demo" else {}
    secret_key = environment.get("HAVEN_SECRET_KEY", kept.get("secret_key", ""))
    if len(secret_key) < 32:
        faults.append("HAVEN_SECRET_KEY must be at least 32 characters long.")
    field_keys = _field_keys(environment.get("HAVEN_FIELD_KEYS", kept.get("field_keys", "")), faults)
    database_url = environment.get("DATABASE_URL", "")
    if kind == "production" and not database_url:
        faults.append("DATABASE_URL must name the council's own PostgreSQL database.")
    port = _whole(environment, "PORT", 5000, faults)
    proxies = _whole(environment, "HAVEN_PROXIES", 0, faults)
    hosts = tuple(environment.get("HAVEN_HOSTS", "127.0.0.1,localhost").replace(" ", "").split(","))
    if faults:
        raise BadSettings(*faults)
    return Settings(
        kind=kind,
        database_url=_psycopg(database_url),
        secret_key=secret_key,
        field_keys=field_keys,
        var=place,
        port=port,
        hosts=hosts,
        proxies=proxies,
        smtp_url=environment.get("HAVEN_SMTP_URL", ""),
        mail_from=environment.get("HAVEN_MAIL_FROM", "haven@example.invalid"),
    )


def _psycopg(url: str) -> str:
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _whole(environment: Mapping[str, str], name: str, default: int, faults: list[str]) -> int:
    text = environment.get(name, str(default))
    if text.isdecimal() and int(text) <= 65535:
        return int(text)
    faults.append(f"{name} must be a whole number from 0 to 65535.")
    return default


def _field_keys(text: str, faults: list[str]) -> dict[int, bytes]:
    """Keys as "1:hex,2:hex"; the highest number seals."""
    try:
        pairs = [pair.split(":") for pair in text.split(",")]
        keys = {int(number): bytes.fromhex(key) for number, key in pairs}
        KeyRing(keys)
    except ValueError:
        faults.append('HAVEN_FIELD_KEYS must be numbered keys of 64 hexadecimal digits, such as "1:…,2:…".')
        return {}
    return keys


def _kept_secrets(var: Path) -> dict[str, str]:
    """The secrets of a demo installation, made the first time; two starts at once keep one set."""
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = var / "secrets.json"
    if not path.exists():
        fresh = {"secret_key": secrets.token_urlsafe(48), "field_keys": f"1:{secrets.token_hex(32)}"}
        mine = var / f"secrets.{os.getpid()}.json"
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(fresh, file)
        try:
            os.link(mine, path)
        except FileExistsError:
            pass  # another start was first: its secrets stand
        finally:
            mine.unlink()
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return kept
