"""What two spellings of one name share: pure, and made so that keyed digests of it can be compared as well.

A name is cut into pieces: each word, each two neighbouring words as one ("Mary Jane" is "Maryjane"), and the whole.
Each piece gives keys: itself; itself with one letter left out, which finds a slip of the pen; the sound of its
consonants, which finds "Kathryn" for "Catherine"; and its long form, which finds "Liz" for "Elizabeth". The order of
the words plays no part, so that a first name and a last name that were swapped are found. Keys are compared for
equality alone: whoever holds digests of them learns nothing of the names (docs/adr/0074).

Source of the idea of leaving letters out: symmetric deletion (W. Garbe, SymSpell); of sounds: R. Russell's Soundex.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

EXACT, NEAR, SOUND, SHORT_SOUND = 6, 4, 3, 2  # how much a piece that is alike counts
ENOUGH = 6  # two near pieces, one near with a short sound, or two sounds
SHORTEST_NEAR, SHORTEST_WHOLE, SHORTEST_SOUND, LONG_SOUND = 4, 7, 2, 3
MOST_WORDS, LONGEST_WORD = 6, 24
VOWEL = "a"  # any vowel at the beginning of a word
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_SOUNDS = (
    ("ough", ""), ("tch", "s"), ("sch", "s"), ("ch", "s"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("kh", "k"),
    ("gh", "g"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("wr", "r"), ("kn", "n"),
)  # fmt: skip
_ALIKE = str.maketrans({"c": "k", "q": "k", "z": "s", "j": "g", "v": "f", "b": "b", "m": "m"})
_SILENT = re.compile(r"[aeiouywh]")
_DOUBLED = re.compile(r"(.)\1+")
_CALLED = (
    "elizabeth liz lizzie beth betty eliza lisa libby", "katherine catherine kate katie cathy kathy kat",
    "margaret maggie meg peggy", "rebecca becky becca", "samantha sam sammy", "victoria vicky vikki tori",
    "jennifer jenny jen", "jessica jess jessie", "susan sue susie suzanne", "deborah debbie deb", "patricia pat trish",
    "christine chris tina chrissie christina", "alexandra alex sandra lexi", "abigail abbie gail", "amanda mandy",
    "jacqueline jackie", "natalie nat tasha natasha", "michael mike mick mikey", "robert rob bob bobby robbie",
    "william will bill billy liam", "richard rick dick ricky", "james jim jimmy jamie", "john jack johnny",
    "joseph joe joey", "thomas tom tommy", "anthony tony ant", "david dave", "stephen steve steven", "edward ed eddie",
    "andrew andy drew", "christopher kit topher", "daniel dan danny", "matthew matt", "nicholas nick nicky",
    "benjamin ben benny", "gregory greg", "kenneth ken kenny", "peter pete", "philip phil", "ronald ron ronnie",
    "terence terry", "timothy tim", "zachary zack",
)  # fmt: skip
LONG_FORMS = {short: group.split()[0] for group in _CALLED for short in group.split()}
Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a name: which of its words, and its keys. `whole` is the name as one word.

    `near` holds the exact key, those with a letter left out, and that of the long form; `sound` counts as a long
    sound where `long_sound`.
    """

    words: tuple[int, ...]
    exact: str
    near: tuple[str, ...]
    sound: str | None
    long_sound: bool
    whole: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key, for finding names that may be alike."""
        return (*self.near, self.sound) if self.sound else self.near


@dataclass(frozen=True, slots=True)
class Print:
    """A name as its pieces: all that is compared. `words` is how many words it has."""

    words: int
    pieces: tuple[Piece, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Every key of every piece."""
        return frozenset(key for piece in self.pieces for key in piece.keys)


def words_of(name: str) -> list[str]:
    """A name's words: lower case, no accents, no titles, no initials where anything else is left."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name).casefold()).translate(_LETTERS)
    plain = "".join(sign if sign.isalnum() else " " for sign in decomposed if not unicodedata.combining(sign))
    words = [word[:LONGEST_WORD] for word in plain.split() if word not in TITLES][:MOST_WORDS]
    return [word for word in words if len(word) > 1] or words


def sound_of(word: str) -> str:
    """The consonants as they are heard; a first vowel is kept as one sign ("Anna" and "Hannah" are apart)."""
    heard = word
    for written, said in _SOUNDS:
        heard = heard.replace(written, said)
    heard = heard.translate(_ALIKE)
    first = VOWEL if heard[:1] and heard[0] in "aeiouy" else ""
    return _DOUBLED.sub(r"\1", first + _SILENT.sub("", heard))


def print_of(name: str, key: Key = str) -> Print:
    """A name's print; `key` turns each key into what is kept, such as a keyed digest."""
    words = words_of(name)
    spans: list[tuple[int, ...]] = [(number,) for number in range(len(words))]
    spans += list(pairwise(range(len(words))))
    if len(words) > 2:
        spans.append(tuple(range(len(words))))
    return Print(len(words), tuple(_piece(words, span, key) for span in spans))


def alike(one: Print, other: Print) -> int:
    """How alike two names are: 0 not at all, 1 in one word alone, 2 alike, 3 the same words in any order."""
    if not one.words or not other.words:
        return 0
    found = _matched(one, other)
    fewer = min(one.words, other.words)
    covered = min(sum(len(a.words) for a, _, _ in found), sum(len(b.words) for _, b, _ in found))
    strengths = [strength for _, _, strength in found]
    if one.words == other.words == covered and all(strength == EXACT for strength in strengths):
        return 3 if covered > 1 else 1
    if _wholes_alike(one, other):
        return 2
    if fewer == 1:
        return 1 if covered and max(strengths) >= NEAR else 0
    missing = fewer - covered
    return 2 if missing <= (1 if fewer > 2 else 0) and sum(strengths) >= ENOUGH else 0


def strength_of(one: Piece, other: Piece) -> int:
    """How much two pieces are alike; 0 where they are not."""
    if one.exact == other.exact:
        return EXACT
    if not set(one.near).isdisjoint(other.near):
        return NEAR
    if one.sound is not None and one.sound == other.sound:
        return SOUND if one.long_sound else SHORT_SOUND
    return 0


def _piece(words: Sequence[str], span: tuple[int, ...], key: Key) -> Piece:
    word = "".join(words[number] for number in span)
    sound = sound_of(word)
    heard = len(sound.removeprefix(VOWEL))  # a vowel alone tells nobody from anybody: "Una" and "Ewan"
    near = dict.fromkeys([f"e:{word}", *_with_one_letter_less(word)])
    if len(span) == 1 and word in LONG_FORMS:
        near[f"n:{LONG_FORMS[word]}"] = None
    return Piece(
        words=span,
        exact=key(f"e:{word}"),
        near=tuple(key(each) for each in near),
        sound=key(f"s:{sound}") if heard >= SHORTEST_SOUND and len(span) == 1 else None,
        long_sound=heard >= LONG_SOUND,
        whole=len(span) == len(words) and len(word) >= SHORTEST_WHOLE,
    )


def _with_one_letter_less(word: str) -> Iterator[str]:
    if len(word) >= SHORTEST_NEAR:
        yield f"d:{word}"
        yield from (f"d:{word[:at]}{word[at + 1 :]}" for at in range(len(word)))
    elif len(word) == SHORTEST_NEAR - 1:
        yield f"d:{word}"


def _matched(one: Print, other: Print) -> list[tuple[Piece, Piece, int]]:
    """Pieces that are alike, the strongest first, none of their words twice."""
    pairs = [(a, b, strength_of(a, b)) for a in one.pieces for b in other.pieces]
    ordered = sorted((pair for pair in pairs if pair[2]), key=lambda pair: (-pair[2], pair[0].words, pair[1].words))
    found: list[tuple[Piece, Piece, int]] = []
    here: set[int] = set()
    there: set[int] = set()
    for a, b, strength in ordered:
        if here.isdisjoint(a.words) and there.isdisjoint(b.words):
            here.update(a.words)
            there.update(b.words)
            found.append((a, b, strength))
    return found


def _wholes_alike(one: Print, other: Print) -> bool:
    """Whether two names are nearly one as one word each; a single word against a single word is no name."""
    if one.words == other.words == 1:
        return False
    wholes = [piece for piece in one.pieces if piece.whole]
    return any(strength_of(a, b) >= NEAR for a in wholes for b in other.pieces if b.whole)
