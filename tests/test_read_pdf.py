"""PDF: the text page by page, where pages begin, and files that hold none."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from saksi.errors import InputError
from saksi.model import Document
from saksi.read import documents

PAGES = ["Two people were hurt near the mill.", "Nine drones flew over the valley."]


def pdf(texts: list[str], password: str | None = None, title: str | None = None) -> bytes:
    """A small PDF of our own with one line a page."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    for text in texts:
        page = writer.add_blank_page(300, 300)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode() if text else b"")
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/Author": "A. Reed"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def read(path: Path, data: bytes) -> Document | InputError:
    path.write_bytes(data)
    (found,) = documents([str(path)])
    return found


def test_pages_are_parted_and_where_they_begin_is_noted(tmp_path: Path) -> None:
    document = read(tmp_path / "a.pdf", pdf([PAGES[0], "", PAGES[1]], title="A barn burns"))
    assert isinstance(document, Document)
    assert document.text == f"{PAGES[0]}\n\f\n\n\f\n{PAGES[1]}"
    start = document.text.index(PAGES[1])
    assert f"3 at {start}" in document.notes[0] and document.notes[1] == "pages without text: 2"
    assert document.title == "A barn burns" and document.author == "A. Reed" and document.published is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7\nnothing", "no PDF that can be read"),
        (b"Two hurt.", "no PDF that can be read"),
        (pdf(["", ""]), "no text"),
        (pdf(PAGES, password="key"), "password"),
        (pdf(PAGES)[:400], "no PDF that can be read"),
    ],
)
def test_files_without_text_are_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    found = read(tmp_path / "a.pdf", data)
    assert isinstance(found, InputError) and sentence in found.sentence and "\n" not in found.sentence
