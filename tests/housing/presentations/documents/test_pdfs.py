"""A PDF that only shows pages passes; one that acts, carries a file, is locked or not in order does not."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from housing.presentations.documents import pdfs
from housing.presentations.documents.pdfs import ACTING, BROKEN, LOCKED, look_into
from housing.refusals import Refused
from tests.housing.presentations.documents.made_pdfs import CATALOG, PAGE, packed, pdf, stream

SCRIPT = b"<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>"


def catalog(words: bytes) -> bytes:
    return CATALOG[:-2] + words + b" >>"


def locked() -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt("made up", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


HARMLESS = {
    "one page": pdf(),
    "opens at its first page": pdf(catalog(b"/OpenAction << /S /GoTo /D [3 0 R /Fit] >>")),
    "a link to a site": pdf(CATALOG, page=PAGE[:-2] + b"/Annots [<< /Subtype /Link /A << /S /URI /URI (x) >> >>] >>"),
    "a packed object": pdf(CATALOG, packed((9, b"<< /Title (plain) >>"))),
    "white space at its end": pdf() + b"\r\n\x00\x00",
}
ACTS = {
    "a script on opening": pdf(catalog(b"/OpenAction " + SCRIPT)),
    "a script by name": pdf(catalog(b"/Names << /JavaScript << /Names [(a) 4 0 R] >> >>"), SCRIPT),
    "a script that nothing leads to": pdf(CATALOG, SCRIPT),
    "an escaped name": pdf(catalog(b"/OpenAction << /S /J#61vaScript /J#53 (1) >>")),
    "a name elsewhere": pdf(catalog(b"/OpenAction << /S 4 0 R >>"), b"/GoToE"),
    "a script on leaving a page": pdf(CATALOG, page=PAGE[:-2] + b"/AA << /C << /S /JavaScript /JS (1) >> >> >>"),
    "a packed script": pdf(catalog(b"/OpenAction 9 0 R"), packed((9, SCRIPT))),
    "a program": pdf(catalog(b"/OpenAction << /S /Launch /F (cmd.exe) >>")),
    "a form that is sent": pdf(CATALOG, b"<< /S /SubmitForm /F (x) >>"),
    "another file": pdf(catalog(b"/Names << /EmbeddedFiles << /Names [] >> >>")),
    "another file, associated": pdf(catalog(b"/AF [4 0 R]"), b"<< /Type /Filespec >>"),
    "a film": pdf(CATALOG, page=PAGE[:-2] + b"/Annots [<< /Subtype /RichMedia >>] >>"),
    "a form of another kind": pdf(catalog(b"/AcroForm << /XFA (x) >>")),
}
NOT_IN_ORDER = {
    "only its first line": b"%PDF-1.4\n%%EOF",
    "cut off": pdf()[:-60],
    "more after its end": pdf() + b"<script>made up</script>",
    "something before it": b"GIF89a" + pdf(),
    "no pages": pdf(b"<< /Type /Catalog >>"),
    "packed in an unusual way": pdf(CATALOG, stream(b"/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode", b"x")),
    "a packed object that its table does not list": pdf().replace(b"%PDF-1.7\n", b"%PDF-1.7\n%/ObjStm\n", 1),
    "a count that is wrong": pdf(CATALOG, stream(b"/Type /ObjStm /N 999999999 /First 4", b"9 0 << >>")),
    "boxes in boxes": pdf(CATALOG, b"[" * 200 + b"]" * 200),
}


@pytest.mark.parametrize("which", HARMLESS)
def test_what_only_shows_pages_passes(which: str) -> None:
    look_into(HARMLESS[which])


@pytest.mark.parametrize("which", ACTS)
def test_what_acts_or_carries_a_file_is_refused(which: str) -> None:
    with pytest.raises(Refused, match="act by itself") as refused:
        look_into(ACTS[which])
    assert str(refused.value) == ACTING
    assert refused.value.field == "file"


@pytest.mark.parametrize("which", NOT_IN_ORDER)
def test_what_is_not_in_order_is_refused(which: str) -> None:
    with pytest.raises(Refused) as refused:
        look_into(NOT_IN_ORDER[which])
    assert str(refused.value) == BROKEN


def test_what_is_locked_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        look_into(locked())
    assert str(refused.value) == LOCKED


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    large = pdf(CATALOG, packed((9, b"<< >>"), padding=5000), packed((10, b"<< >>"), padding=5000))
    look_into(large)
    monkeypatch.setattr(pdfs, "MOST_UNPACKED", 9000)  # each alone would pass
    with pytest.raises(Refused) as refused:
        look_into(large)
    assert str(refused.value) == BROKEN


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 60))
def test_whatever_a_file_holds_it_passes_or_is_refused(junk: bytes, at: int, length: int) -> None:
    whole = pdf(CATALOG, packed((9, b"<< /Title (plain) >>")))
    for data in (junk, whole[:at] + junk + whole[at + length :]):
        with suppress(Refused):
            look_into(data)
