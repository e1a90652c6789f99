"""Names, addresses and telephone numbers are sealed before they reach the database.

AES-256-GCM; each value is a key number (1 byte), a nonce (12 bytes) and the ciphertext, and is bound
to its table and column, so that a sealed value moved elsewhere does not open. A key added to the ring
seals what is written next; older keys still open what they sealed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

NONCE_BYTES = 12


class KeyRing:
    """The keys in use, by number; the highest seals, all open.

    Raises:
        ValueError: no key, or one that is not 32 bytes long.
    """

    def __init__(self, keys: dict[int, bytes]) -> None:
        if not keys or any(len(key) != 32 for key in keys.values()):
            raise ValueError("a sealing key is 32 bytes; at least one is needed")
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}
        self._newest = max(keys)
        self._index_key = hmac.digest(keys[min(keys)], b"blind index", "sha256")

    def seal(self, plain: str, place: str) -> bytes:
        """Seal a text for one column (`place` is "table.column")."""
        return self.seal_bytes(plain.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Open a sealed text; raises InvalidTag when it was sealed for another place or was altered."""
        return self.open_bytes(sealed, place).decode()

    def seal_bytes(self, plain: bytes, place: str) -> bytes:
        """Seal what is no text (a photograph) for one place: "table.column", or one row's "table.column:id"."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, plain, place.encode())
        return bytes([self._newest]) + nonce + sealed

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """Open sealed bytes; raises InvalidTag when they were sealed for another place or were altered."""
        cipher = self._ciphers[sealed[0]]
        return cipher.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], place.encode())

    def fingerprint(self, text: str) -> str:
        """A keyed digest that is equal for equal names, whatever their case, accents and spacing."""
        return hmac.new(self._index_key, plain_form(text).encode(), hashlib.sha256).hexdigest()

    def digest_of(self, data: bytes) -> str:
        """A keyed digest of bytes, to know the same file again without keeping it in clear."""
        return hmac.new(self._index_key, data, hashlib.sha256).hexdigest()


def plain_form(text: str) -> str:
    """A name reduced to what two spellings of it share: lower case, no accents, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).split())


_ring: list[KeyRing] = []


def use_keys(ring: KeyRing) -> None:
    """Set the process's key ring; called once at start."""
    _ring[:] = [ring]


def ring() -> KeyRing:
    """The key ring in use; raises RuntimeError before `use_keys`."""
    if not _ring:
        raise RuntimeError("no sealing keys have been loaded")
    return _ring[0]


class Sealed(TypeDecorator[str]):
    """A text column whose value the database never sees in clear."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str = "") -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, _dialect: Any) -> bytes | None:
        return None if value is None else ring().seal(value, self.place)

    def process_result_value(self, value: bytes | None, _dialect: Any) -> str | None:
        return None if value is None else ring().open(bytes(value), self.place)
