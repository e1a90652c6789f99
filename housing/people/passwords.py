"""Passwords: how they are kept, and which are refused.

Kept with argon2id at the parameters that OWASP's Password Storage Cheat Sheet recommends (19 MiB, two passes, one
lane); a hash made with other parameters is made anew when its owner signs in. Rules: NIST SP 800-63B section
3.1.1.2 and ASVS 5.0 V6.2 - length counts, composition does not, and nothing typed is trimmed or cut.
"""

from __future__ import annotations

import re
import secrets
from functools import cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from housing.refusals import Refused

SHORTEST, LONGEST = 15, 128
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
NO_PASSWORD = "!"  # noqa: S105 - no hash, so that nothing matches: an account whose owner has not chosen one yet
COMMON = Path(__file__).with_name("common_passwords.txt")
EASY = "Choose a password that is harder to guess: three or four words that do not belong together"
# What somebody would try first against this service.
OURS = re.compile(r"haven|domestic|abuse|refuge|council|housing|safe|rotherham|password|welcome|admin|login|secret")


def hashed(password: str) -> str:
    """The password as it is kept."""
    return HASHER.hash(password)


def matches(kept: str | None, typed: str) -> bool:
    """Whether the password is the one kept. Nobody's password takes as long as somebody's (ASVS 6.3.8)."""
    nobody = kept is None or kept == NO_PASSWORD
    try:
        HASHER.verify(_nobodys() if nobody else str(kept), typed)
    except (VerificationError, InvalidHashError):
        return False
    return not nobody


def is_dated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(kept)


def insist_on_a_good_one(password: str, *, field: str = "password", own_words: tuple[str, ...] = ()) -> None:
    """Check a new password. `own_words` are the person's own name and address, which others would guess.

    Raises:
        Refused: too short, too long, or one that is easily guessed.
    """
    if len(password) < SHORTEST:
        raise Refused(f"Password must be {SHORTEST} characters or more", field=field)
    if len(password) > LONGEST:
        raise Refused(f"Password must be {LONGEST} characters or fewer", field=field)
    if is_guessable(password, own_words):
        raise Refused(EASY, field=field)


def is_guessable(password: str, own_words: tuple[str, ...] = ()) -> bool:
    """Whether it is a common one, a pattern, or made of little but the person's own or the service's words."""
    plain = password.casefold()
    if plain in _common() or len(set(plain)) < 5 or _repeats(plain) or _runs(plain):
        return True
    rest = OURS.sub("", plain)
    for word in own_words:
        for part in re.split(r"\W+", word.casefold()):
            rest = rest.replace(part, "") if len(part) > 2 else rest
    return len(re.sub(r"[\W\d_]", "", rest)) < 4 and rest != plain


def _repeats(plain: str) -> bool:
    """One short piece over and over, such as "passwordpassword"."""
    return re.fullmatch(r"(.{1,8})\1+.{0,3}", plain) is not None


def _runs(plain: str) -> bool:
    """Mostly neighbours, such as "987654321098765"."""
    steps = [ord(after) - ord(before) for before, after in pairwise(plain)]
    return sum(step in (-1, 0, 1) for step in steps) > len(steps) * 0.7


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").split())


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_urlsafe(32))
