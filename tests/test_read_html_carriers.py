"""What carries pages: saved archives of one page, web archives, feeds; and files told by their first bytes."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from saksi.errors import InputError
from saksi.model import Document
from saksi.read import documents

WORDS = "Двоє людей поранені: на сарай біля млина впав уламок, сказали в громаді."
PAGE = f"<html lang='uk'><head><meta charset='windows-1251'></head><body><h1>Пожежа</h1><p>{WORDS}</p></body></html>"
FETCHED = "https://example.org/barn"


def read(path: Path) -> tuple[list[Document], list[InputError]]:
    found = list(documents([str(path)]))
    return [x for x in found if isinstance(x, Document)], [x for x in found if isinstance(x, InputError)]


def mhtml(body: bytes, kind: str = "text/html") -> bytes:
    import base64

    head = f"From: <Saved>\r\nSnapshot-Content-Location: {FETCHED}\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    head += f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + base64.encodebytes(body) + b"\r\n--b--\r\n"


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml"])
def test_a_saved_archive_is_its_page_at_its_address(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(mhtml(PAGE.encode("cp1251")))
    found, errors = read(tmp_path / name)
    assert not errors and found[0].text == f"Пожежа\n{WORDS}" and found[0].url == FETCHED


@pytest.mark.parametrize("data", [b"", b"\0" * 50, mhtml(b"GIF", "image/gif"), mhtml(b"<script>1</script>")])
def test_archives_without_a_page_are_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.mht").write_bytes(data)
    found, errors = read(tmp_path / "a.mht")
    assert not found and len(errors) == 1 and "\n" not in errors[0].sentence


def record(number: int, body: bytes, kind: str = "text/html", status: str = "200 OK", more: str = "") -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\n"
        f"WARC-Target-URI: {FETCHED}/{number}\r\nWARC-Date: 2025-07-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


RECORDS = [
    record(1, PAGE.encode("cp1251")),
    record(2, b"GIF89a", "image/gif"),
    record(3, b"<p>gone</p>", status="404 Not Found"),
    record(4, gzip.compress(PAGE.encode("cp1251")), more="Content-Encoding: gzip\r\n"),
    record(5, b"<script>1</script>"),
    record(6, gzip.compress(b"<p>" + b"a" * 30_000_000), more="Content-Encoding: gzip\r\n"),
    record(7, PAGE.encode(), "text/html; charset=utf-8"),
]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_a_web_archive(tmp_path: Path, name: str) -> None:
    packed = [gzip.compress(one) for one in RECORDS] if name.endswith("gz") else RECORDS
    (tmp_path / name).write_bytes(b"".join(packed))
    found, errors = read(tmp_path / name)
    ids = [document.source.rpartition("#")[2][-1] for document in found]
    assert ids == ["1", "4", "7"]
    assert all(document.text == f"Пожежа\n{WORDS}" for document in found)
    assert found[0].url == f"{FETCHED}/1" and "fetched 2025-07-05T10:00:00Z" in found[0].notes
    assert [error.source[-1] for error in errors] == ["5", "6"]
    assert "no text" in errors[0].sentence and "larger than" in errors[1].sentence


def test_a_web_archive_on_the_standard_input() -> None:
    found = list(documents(["-"], io.BytesIO(RECORDS[0])))
    assert [item.url for item in found if isinstance(item, Document)] == [f"{FETCHED}/1"]


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress])
def test_a_web_archive_that_breaks_off_gives_what_stands_before_and_says_so(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "a.warc.gz").write_bytes((pack(RECORDS[0]) + pack(RECORDS[6]))[:-30])
    found, (error,) = read(tmp_path / "a.warc.gz")
    assert found[0].text == f"Пожежа\n{WORDS}" and "breaks off in or after its record" in error.sentence


def test_a_web_archive_without_a_page_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(RECORDS[1] + RECORDS[2])
    found, (error,) = read(tmp_path / "a.warc")
    assert not found and "holds no page" in error.sentence


@pytest.mark.parametrize("data", [b"", b"nothing here", gzip.compress(b"nothing", mtime=0), b"\x1f\x8b\x08broken"])
def test_what_is_no_web_archive_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(data)
    found, errors = read(tmp_path / "a.warc.gz")
    assert not found and len(errors) == 1 and "web archive" in errors[0].sentence


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Watch</title><language>en-gb</language>
<item><title>A barn burns</title><link>https://example.org/1</link><guid>tag:1</guid>
<pubDate>Fri, 04 Jul 2025 09:30:00 +0300</pubDate>
<description>&lt;p&gt;Two people were &lt;b&gt;hurt&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;9&lt;/script&gt;</description>
</item><item><link>https://example.org/2</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Valley Watch</title><entry><title>A barn burns</title>
<id>tag:1</id><link href="https://example.org/1"/><published>2025-07-04T09:30:00+03:00</published>
<updated>2025-07-04T10:00:00+03:00</updated><author><name>A. Reed</name></author>
<content type="html">&lt;p&gt;Two people were hurt.&lt;/p&gt;</content></entry></feed>"""


def test_entries_of_a_feed(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(RSS)
    (found,), (error,) = read(path)
    assert found.text == "A barn burns\nTwo people were hurt." and found.source == f"{path}#tag:1"
    assert found.published == "2025-07-04T09:30:00+03:00" and found.publisher == "Valley Watch"
    assert found.url == "https://example.org/1" and found.language == "en" and found.marks == ((0, 12, "headline"),)
    assert found.modified is None
    assert error.source == f"{path}#https://example.org/2" and "no text" in error.sentence


@pytest.mark.parametrize("name", ["a.atom", "feed.xml", "feed"])
def test_an_atom_feed_by_its_name_or_its_beginning(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(ATOM)
    (found,), errors = read(tmp_path / name)
    assert not errors and found.modified == "2025-07-04T10:00:00+03:00" and found.author == "A. Reed"
    assert found.text == "A barn burns\nTwo people were hurt."


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]><rss><channel><item><title>&j;</title></item></channel></rss>"
)


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"<rss>", b"<html><p>Two hurt.</p></html>", BOMB.encode()])
def test_what_is_no_feed_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.rss").write_bytes(data)
    found, errors = read(tmp_path / "a.rss")
    assert sum(len(document.text) for document in found) < 1000
    assert found or (len(errors) == 1 and "\n" not in errors[0].sentence)


def test_a_page_without_a_suffix_and_on_the_standard_input(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(f"\n<!DOCTYPE html>{PAGE}", encoding="utf-8")
    assert read(tmp_path / "page")[0][0].text == f"Пожежа\n{WORDS}"
    (found,) = documents(["-"], io.BytesIO(PAGE.encode("cp1251")))
    assert isinstance(found, Document) and found.text == f"Пожежа\n{WORDS}"
