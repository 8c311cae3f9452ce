"""The system's side: a labelled document's text read by the pipeline, as contract rows and refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import asdict

from saksi.evaluate.gold import GoldDocument
from saksi.evaluate.score import DocumentScore, Row, SaidPlace, score_document
from saksi.model import Document


class Output(NamedTuple):
    """What a system says of one document.

    `refusals` (start, end, reason) is None where it does not tell them; `places` are those of each attack by number,
    since a row holds one place only; `numbers` are the stretches that it read as numbers, in digits or in words.
    """

    rows: Sequence[Row]
    refusals: Sequence[tuple[int, int, str]] | None = None
    places: Mapping[int, Sequence[SaidPlace]] = MappingProxyType({})
    numbers: Sequence[tuple[int, int]] = ()


Reader = Callable[[GoldDocument], Output]


def document_of(gold: GoldDocument) -> Document:
    """The document as a user would give it: the text and what was given beside it, never the label's language."""
    digest = hashlib.sha256(gold.text.encode("utf-8", "surrogatepass")).hexdigest()
    own = hashlib.sha256(f"{digest}\n{gold.name}".encode()).hexdigest()
    return Document(
        id=own[:16],
        text_id=digest[:16],
        source=f"{gold.name}.txt",
        text=gold.text,
        sha256=digest,
        published=gold.published,
    )


def read_with_pipeline(gold: GoldDocument) -> Output:
    """The pipeline's claims and refusals of one labelled document."""
    # Imported on first use: the scorer's own tests and `--help` need no tables.
    from saksi.detect import detect
    from saksi.pipeline import read_document
    from saksi.publish import rows as to_rows

    reading = read_document(document_of(gold))
    refusals = [(refusal.span.start, refusal.span.end, refusal.reason) for refusal in reading.refusals]
    places = {attack.number: [(place.name, place.precision) for place in attack.places] for attack in reading.attacks}
    numbers = [
        (line.span(*counted.number).start, line.span(*counted.number).end)
        for line in detect(reading.page).lines
        for counted in line.counted
        if "implicit" not in counted.marks
    ]
    return Output([asdict(row) for row in to_rows(reading)], refusals, places, numbers)


def score_with(reader: Reader, gold: GoldDocument) -> DocumentScore:
    """The score of one document; a reader that breaks loses this document's labels and no other's."""
    try:
        output = reader(gold)
        return score_document(gold, output.rows, output.refusals, output.places, output.numbers)
    except Exception as error:  # noqa: BLE001 - recorded and shown: one document must not end the run
        return DocumentScore(
            gold=gold,
            rows=(),
            missed=tuple(range(len(gold.claims))),
            failure=f"{gold.name}: {type(error).__name__}: {error}",
        )
