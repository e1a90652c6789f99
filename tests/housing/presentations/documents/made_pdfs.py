"""PDF files put together by hand: a plain one, and ones that would do something."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"


def pdf(catalog: bytes = CATALOG, *more: bytes, page: bytes = PAGE) -> bytes:
    """A file of one empty page; `more` are objects 4, 5 and so on."""
    return _written([catalog, PAGES, page, *more])


def stream(words: bytes, content: bytes) -> bytes:
    """A stream object: the words of its dictionary, and what it holds."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (words, len(content), content)


def packed(*objects: tuple[int, bytes], padding: int = 0) -> bytes:
    """An object stream with these objects by number, unpacking to `padding` bytes more."""
    heads, bodies = b"", b""
    for number, body in objects:
        heads += b"%d %d " % (number, len(bodies))
        bodies += body + b" "
    plain = zlib.compress(heads + bodies + b" " * padding)
    words = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(heads))
    return stream(words, plain)


def _written(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    begins = len(out)
    count = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n" % (count, table)
    return bytes(out) + b"<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, begins)
