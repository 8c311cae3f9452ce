"""Names of private persons stay out of every output; officials, places and times stay in, and so do the offsets."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from house_fakes import fake
from saksi.cli import run
from saksi.model import Claim, Credit, Document, Person, Reading, Span
from saksi.publish import FORMATS, writer
from saksi.publish.redact import SHOWN, Names, names_of, redacted, redacted_rows, short
from saksi.store import open_record, put
from told import told

TEXT = (
    "Maria Hill, 34, was killed in Sofia, the mayor Jonas Hill said. Maria Hill's house burned down; "
    'Hill taught in Maria Street. "It was loud," Osman Bello, 61, told reporters. 12 killed and 3 injured.'
)
PRIVATE = ("Maria", "Osman", "Bello")


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def reading() -> Reading:
    """A victim, an official of her surname, a witness, the town of another name."""
    one = fake(Document(id="d", text_id="t", source="a.txt", text=TEXT, title="Maria Hill mourned"))
    mayor = Credit("mayor Jonas Hill", "local_official", at("mayor Jonas Hill"))
    witness = Credit("Osman Bello", "other", at("Osman Bello"))
    like = one.claims[0]

    def claim(slot: str, words: str, **changes: object) -> Claim:
        made = {"id": f"{slot}1", "slot": slot, "span": at(words), "quote": words, "quantity": None, **changes}
        return msgspec.structs.replace(like, **made)

    return msgspec.structs.replace(
        one,
        claims=(
            *one.claims,
            claim("victim", "Maria Hill, 34", person=Person("Maria Hill", 34, "female", None, True), credit=mayor),
            claim("where", "Sofia", credit=mayor, value_words="Sofia"),
            claim("statement", '"It was loud,"', credit=witness, value_words='"It was loud,"'),
            claim("damaged", "Maria Hill's house", credit=mayor, value_words="Maria Hill's house"),
        ),
    )


def written(format: str, redact: bool = True) -> bytes:
    stream = io.BytesIO() if format == "xlsx" else io.StringIO()
    out = writer(format, stream, redact)  # type: ignore[arg-type]
    out.begin()
    out.add(reading())
    out.end()
    return stream.getvalue() if isinstance(stream, io.BytesIO) else stream.getvalue().encode()


def words_in(format: str, redact: bool = True) -> str:
    data = written(format, redact)
    if format != "xlsx":
        return data.decode()
    return "\n".join(str(cell) for row in load_workbook(io.BytesIO(data))["claims"].values for cell in row)


@pytest.mark.parametrize("format", FORMATS)
def test_no_output_holds_a_private_name_and_each_held_it_before(format: str) -> None:
    assert all(name in words_in(format, redact=False) for name in PRIVATE)
    told = words_in(format)
    assert not any(name in told for name in PRIVATE)
    assert SHOWN in told


@pytest.mark.parametrize("format", FORMATS)
def test_officials_and_places_stay_in_every_output(format: str) -> None:
    told = words_in(format)
    assert "mayor Jonas Hill" in told and "Sofia" in told


def test_offsets_and_ids_are_those_of_the_text_as_it_was() -> None:
    plain, covered = ([json.loads(line) for line in words_in("jsonl", redact).splitlines()] for redact in (False, True))
    same = ("claim_id", "slot", "start", "end", "count", "credit_start", "credit_end", "person_age")
    assert [[row[field] for field in same] for row in plain] == [[row[field] for field in same] for row in covered]
    assert {row["person_name"] for row in covered} == {None}
    assert redacted(reading()).page.document.text.count("▇") > 0
    assert len(redacted(reading()).page.document.text) == len(TEXT)


def test_a_cover_does_not_tell_how_long_a_name_is() -> None:
    quotes = {row["slot"]: row["quote"] for row in csv.DictReader(io.StringIO(words_in("csv").removeprefix("\ufeff")))}
    assert quotes["victim"] == "▇▇▇, 34" and quotes["damaged"] == "▇▇▇'s house"
    assert "▇▇▇▇" not in words_in("html") and "▇▇▇▇" not in words_in("report")


def test_the_same_surname_of_an_official_stays_where_the_official_speaks() -> None:
    text = short(redacted(reading()).page.document.text)
    assert "the mayor Jonas Hill said" in text and "▇▇▇ taught in ▇▇▇ Street" in text


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Олена Марченко", "Олену Марченко й Олега Марченка, Марченкові 40.", "▇▇▇ й Олега ▇▇▇, ▇▇▇ 40."),
        ("Марія", "Марію поховали в Маріуполі, марія.", "▇▇▇ поховали в Маріуполі, марія."),
        ("Іван", "Івана й Іванові, іванами; Ів.", "▇▇▇ й ▇▇▇, іванами; Ів."),
        ("Al Amin", "Amin's brother, Al, and amine.", "▇▇▇'s brother, Al, and amine."),
        ("жителька Тетяна", "Жителька сказала, Тетяна теж.", "Жителька сказала, ▇▇▇ теж."),
        ("أحمد", "قال أحمد إنه رأى.", "قال ▇▇▇ إنه رأى."),
        ("Rahmat\nHidayat", "Rahmat\nHidayat pergi.", "▇▇▇\n▇▇▇ pergi."),
    ],
)  # fmt: skip
def test_names_are_found_in_other_cases_and_words_like_them_are_not(name: str, text: str, left: str) -> None:
    assert short(Names([name]).covered(text)) == left


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=4))
def test_a_cover_never_changes_a_length(text: str, names: list[str]) -> None:
    assert len(Names(names).covered(text)) == len(text)


def test_rows_of_a_record_are_covered_by_the_names_of_their_own_document() -> None:
    row = {
        "document_id": "a", "slot": "damaged", "person_name": None, "private": None, "credit": "mayor Jonas Hill",
        "credit_kind": "local_official", "value_words": "the Hill home", "quote": "the Hill home", "via": None,
        "person_role": None, "credit_start": 0, "credit_end": 16,
    }  # fmt: skip

    def text_of(document_id: str) -> str:
        return f"mayor Jonas Hill, {document_id}"

    victim = row | {"slot": "victim", "person_name": "Maria Hill", "private": True, "credit": None, "credit_kind": None}
    rows = [victim, row, row | {"document_id": "b"}]
    covered = list(redacted_rows(rows, names_of(rows, text_of), text_of))
    assert [one["value_words"] for one in covered] == ["the ▇▇▇ home", "the ▇▇▇ home", "the Hill home"]
    assert covered[0]["person_name"] is None and covered[1]["credit"] == "mayor Jonas Hill"


def test_the_export_of_a_record_leaves_names_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = str(tmp_path / "record.db")
    attack = {"earliest": "2025-03-12", "places": ["Dnipro"], "says": ["killed 1 person"], "victims": ["Maria Hill"]}
    with open_record(database, create=True) as record, record.transaction():
        put(record, told("a.txt", attack, published="2025-03-12"))
    for what in ("claims", "incidents"):
        for format in ("jsonl", "csv", "xlsx"):
            target = tmp_path / f"{what}.{format}"
            arguments = ["export", what, "--db", database, "--format", format, "-o", str(target)]
            assert run([*arguments, "--redact-persons"]) == 0
            assert b"Maria" not in target.read_bytes()
    assert run(["export", "claims", "--db", database]) == 0
    assert "Maria Hill" in capsys.readouterr().out
    assert run(["export", "decisions", "--db", database, "--redact-persons"]) == 2


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ('"It shook," Ana Ruiz, 61, said.', True),
        ('"It shook," Ana Ruiz (61) said.', True),
        ('"It shook," said 61-year-old Ana Ruiz.', True),
        ('"It shook," сказала 61-річна пенсіонерка Ana Ruiz.', True),
        ('"It shook," Ana Ruiz said.', False),
        ('"It shook," Ana Ruiz, 61% of whose votes were lost, said.', False),
        ('"It shook," Ana Ruiz, 2025 head of the council, said.', False),
        ('On 24 May 12-year-olds fled. "It shook," Ana Ruiz said.', False),
    ],
)
def test_a_speaker_without_an_office_is_private_where_an_age_stands_by(text: str, covered: bool) -> None:
    one = fake(Document(id="d", text_id="t", source="a.txt", text=text + " 12 killed."))
    start = text.index("Ana Ruiz")
    credit = Credit("Ana Ruiz", "other", Span(start, start + 8))
    claims = tuple(msgspec.structs.replace(claim, credit=credit) for claim in one.claims)
    left = redacted(msgspec.structs.replace(one, claims=claims)).page.document.text
    assert ("Ana" not in left) == covered


def test_a_reading_without_private_persons_is_left_as_it_is() -> None:
    one = fake(Document(id="d", text_id="t", source="a.txt", text="12 killed, Maria said."))
    assert redacted(one) == one
