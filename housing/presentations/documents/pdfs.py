"""Looking into a PDF before it is kept: what would act by itself, carries another file, or cannot be looked into.

Haven never shows a PDF: it is given back as a download, and opens in whatever program a worker has. So what that
program could be made to do is refused here. Every object of the file is looked at, also those packed into object
streams, with names unescaped by the parser; besides, the raw bytes are searched, since a program that mends a broken
file may find objects that a parser does not. What is not in order is refused: printing it to a new PDF mends it.

Source: ISO 32000-2, 7.5.7 (object streams), 12.6 (actions), 7.11.4 (embedded files), 12.7.8 (XFA).
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject, read_object

from housing.refusals import Refused

FIELD = "file"
BEGINS = b"%PDF-"
ENDS = re.compile(rb"%%EOF[\s\x00]*\Z")
MOST_OBJECTS = 100_000
MOST_UNPACKED = 64 * 1024 * 1024  # bytes of all object streams together
DEEPEST = 60
ACTING = "The selected PDF can act by itself or carries another file in it. Print it to a new PDF, then select that"
LOCKED = "The selected PDF is locked with a password. Save it without one, then select it"
BROKEN = "The selected PDF cannot be looked into. Print it to a new PDF, then select that"

KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Movie", "/Sound", "/Rendition",
    "/GoTo3DView", "/RichMediaExecute",
}  # fmt: skip
KINDS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
IN_THE_RAW = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|FileAttachment|RichMedia|SubmitForm|ImportData)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED = re.compile(rb"/ObjStm\b")
UNREADABLE = (
    PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, OSError,
    NotImplementedError, AssertionError, struct.error, zlib.error,
)  # fmt: skip


def look_into(data: bytes) -> None:
    """Pass a PDF that only shows pages.

    Raises:
        Refused: it is locked, not in order, acts by itself, or carries another file; on the field "file".
    """
    if not data.startswith(BEGINS) or not ENDS.search(data[-1024:]):
        raise Refused(BROKEN, field=FIELD)
    unescaped = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)
    if IN_THE_RAW.search(unescaped):
        raise Refused(ACTING, field=FIELD)
    try:
        reader = PdfReader(io.BytesIO(data), strict=True)
        if reader.is_encrypted:
            raise Refused(LOCKED, field=FIELD)
        acts = any(_acts(each, 0) for each in _objects(reader, len(PACKED.findall(unescaped))))
        shows = len(reader.pages) > 0
    except UNREADABLE as error:
        raise Refused(BROKEN, field=FIELD) from error
    if acts:
        raise Refused(ACTING, field=FIELD)
    if not shows:
        raise Refused(BROKEN, field=FIELD)


def _objects(reader: PdfReader, packed: int) -> Iterator[Any]:
    """The trailer and every object of the file. `packed` is how many object streams its bytes name.

    Raises:
        ValueError: too many or too much, or an object stream that the file's own table does not list.
    """
    yield reader.trailer
    numbers = [(number, generation) for generation, kept in reader.xref.items() for number in kept]
    if len(numbers) > MOST_OBJECTS:
        raise ValueError("too many objects")
    left, streams = MOST_UNPACKED, 0
    for number, generation in numbers:
        found = reader.get_object(IndirectObject(number, generation, reader))
        yield found
        if isinstance(found, StreamObject) and found.get("/Type") == "/ObjStm":
            streams += 1
            plain = _unpacked(found, left)
            left -= len(plain)
            yield from _within(found, plain, reader)
    if packed > streams:
        raise ValueError("an object stream that the table does not list")


def _unpacked(stream: StreamObject, most: int) -> bytes:
    """The bytes of an object stream; no more than `most`."""
    kept: bytes = stream._data  # get_data() unpacks without a limit that is ours to set
    filters = stream.get("/Filter")
    if filters is None:
        plain = kept
    elif filters in ("/FlateDecode", ["/FlateDecode"]) and "/DecodeParms" not in stream:
        plain = zlib.decompressobj().decompress(kept, most + 1)
    else:
        raise ValueError("an object stream that is packed in an unusual way")
    if len(plain) > most:
        raise ValueError("an object stream that unpacks to too much")
    return plain


def _within(stream: StreamObject, plain: bytes, reader: PdfReader) -> Iterator[Any]:
    """The objects of an object stream: pairs of number and offset, then the objects."""
    count, first = (int(str(stream[key])) for key in ("/N", "/First"))
    heads = plain[:first].split()
    if not 0 <= count <= MOST_OBJECTS or len(heads) < 2 * count:
        raise ValueError("an object stream whose count is wrong")
    source = io.BytesIO(plain)
    for place in heads[1 : 2 * count : 2]:
        source.seek(first + int(place))
        yield read_object(source, reader)


def _acts(found: Any, depth: int) -> bool:
    """Whether an object, or one written inside it, acts or carries a file. What it points to is looked at by itself."""
    if depth > DEEPEST:
        raise ValueError("objects inside objects without end")
    if isinstance(found, NameObject):
        return str(found) in ACTIONS | KINDS
    if isinstance(found, DictionaryObject):
        named = (found.raw_get(key) for key in ("/S", "/Type", "/Subtype") if key in found)
        if KEYS & found.keys() or any(_acts(name, depth + 1) for name in named):
            return True
        inside = [each for each in dict.values(found) if not isinstance(each, NameObject)]
        return any(_acts(each, depth + 1) for each in inside)
    if isinstance(found, ArrayObject):
        return any(_acts(each, depth + 1) for each in list.__iter__(found))
    return False
