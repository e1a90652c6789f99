"""A letter as a PDF: A4, plain, made here, with nothing in it that the letter does not say."""

from __future__ import annotations

from datetime import datetime

from fpdf import FPDF

CODEC = "cp1252"  # what the fonts that every reader of PDF has can show
FONT, SIZE, TITLE_SIZE, LINE = "Helvetica", 12, 18, 6.5  # points; millimetres from line to line
MARGIN = 22  # millimetres


class Unwritable(ValueError):
    """The letter has signs that the PDF's fonts do not have: `signs`. The page on the screen prints every sign."""

    def __init__(self, signs: set[str]) -> None:
        self.signs = "".join(sorted(signs))
        super().__init__(f"signs that the fonts do not have: {self.signs}")


def as_pdf(title: str, text: str, *, at: datetime) -> bytes:
    """The letter's text, paragraphs parted by empty lines, headings begun with "# ".

    Raises:
        Unwritable: it has signs that the fonts do not have.
    """
    missing = {sign for sign in f"{title}{text}" if not sign.isspace() and not _known(sign)}
    if missing:
        raise Unwritable(missing)
    paper = FPDF(format="A4")
    paper.core_fonts_encoding = CODEC
    paper.set_creation_date(at)
    paper.set_title(title)
    paper.set_lang("en-GB")
    paper.set_margin(MARGIN)
    paper.set_auto_page_break(True, margin=MARGIN)
    paper.add_page()
    paper.set_font(FONT, style="B", size=TITLE_SIZE)
    paper.multi_cell(0, LINE * 1.4, title, align="L", new_x="LMARGIN", new_y="NEXT")
    paper.ln(LINE / 2)
    for paragraph in text.split("\n\n"):
        heading = paragraph.startswith("# ")
        paper.set_font(FONT, style="B" if heading else "", size=SIZE)
        paper.multi_cell(0, LINE, paragraph.removeprefix("# "), align="L", new_x="LMARGIN", new_y="NEXT")
        paper.ln(1 if heading else LINE / 2)
    return bytes(paper.output())


def _known(sign: str) -> bool:
    try:
        sign.encode(CODEC)
    except UnicodeEncodeError:
        return False
    return True
