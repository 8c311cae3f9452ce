"""What holds for every text: exact quotations, stable ids, every number accounted for, order of clauses of no weight."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from saksi.model import Document, Reading
from saksi.pipeline import read_document, unread
from saksi.slots import COUNTED
from saksi.text import Tokens

WORDS = (
    "At least 12 people were killed and wounded by drones missiles in Kyiv on 4 July 2025 overnight two of them children , ; . ( ) : – "
    "the Air Force said shot down 64 of 145 launched a woman aged 34 18:30 Kh-101 no one was hurt including 3 1,460 dozens of\n \n• 7 each"
).split(" ")
texts = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


def read(text: str, language: str = "en") -> Reading:
    return read_document(Document(id="d", text_id="t", source="s", text=text, language=language))


@given(texts)
@settings(max_examples=150)
def test_every_quotation_is_exact_and_every_run_the_same(text: str) -> None:
    reading = read(text)
    for claim in reading.claims:
        assert claim.quote == text[claim.span.start : claim.span.end] and claim.quote
    assert [claim.id for claim in reading.claims] == [claim.id for claim in read(text).claims]


DIGITS = st.sampled_from(
    ["7", "12–15", "1,460", "Kh-101", "F-16s", "4/7", "18:30", "3.5%", "№5", "+380", "2-3", "1 460", "C-300s"]
)
LANGUAGE_WORDS = {
    "en": WORDS,
    "id": "sedikitnya orang tewas terluka dan luka drone rudal ditembak jatuh dari termasuk anak . , ; : ( ) – berusia tahun".split(),
    "ru": "не менее человек погибли ранены и ракет дронов сбито из них дети лет в , . ; : ( ) – раненых".split(),
    "uk": "щонайменше людей загинули поранено та ракет дронів збито з них діти років у , . ; : ( ) – поранених".split(),
}


@given(st.sampled_from(sorted(LANGUAGE_WORDS)), st.data())
@settings(max_examples=250)
def test_every_number_ends_as_claim_or_refusal(language: str, data: st.DataObject) -> None:
    words = st.lists(st.one_of(st.sampled_from(LANGUAGE_WORDS[language]), DIGITS), max_size=50)
    text = " ".join(data.draw(words))
    reading = read(text, language)
    assume(unread(reading) is None)
    # A line that is taken for a language without tables is not read, and its numbers are not accounted for.
    assume(all(sentence.language in (*LANGUAGE_WORDS, "und") for sentence in reading.page.sentences))
    told = [claim.span for claim in reading.claims] + [refusal.span for refusal in reading.refusals]
    told += [part[:2] for claim in reading.claims for part in claim.parts]  # type: ignore[misc]
    tokens = Tokens(text)
    for start, end, form in zip(tokens.starts, tokens.ends, tokens.forms, strict=True):
        if any(char.isdigit() for char in form):
            assert any(low <= start and end <= high for low, high in told), (text, text[start:end])


CLAUSES = {
    "en": [
        ("{n} people were killed in Odesa", "killed"), ("{n} residents were injured in Kharkiv", "injured"),
        ("Russia launched {n} drones", "launched"), ("air defence shot down {n} missiles", "intercepted"),
        ("{n} people were rescued from the rubble", "rescued"), ("{n} children were hospitalised in Dnipro", "hospitalised"),
    ],
}  # fmt: skip


@given(st.permutations(range(6)), st.lists(st.integers(2, 90), min_size=6, max_size=6), st.sampled_from([". ", "; "]))
@settings(max_examples=60)
def test_order_of_clauses_does_not_change_claims(order: list[int], numbers: list[int], joint: str) -> None:
    clauses = [CLAUSES["en"][place][0].format(n=numbers[place]) for place in order]
    said = Counter(
        (claim.slot, claim.quantity.count)
        for claim in read(joint.join(clauses) + ".").claims
        if claim.slot in COUNTED and claim.quantity
    )
    wanted = Counter((slot, number) for (_, slot), number in zip(CLAUSES["en"], numbers, strict=True))
    assert said == wanted, clauses


CORES = {
    "at least 12 people were killed and 90 wounded": {("killed", 12, "at_least"), ("injured", 90, "exact")},
    "Russia launched 145 drones and air defences shot down 64 of them": {("launched", 145, "exact"), ("intercepted", 64, "exact")},
    "nine residents, including two children, were taken to hospital": {("hospitalised", 9, "exact"), ("hospitalised", 2, "exact")},
    "four people died, three were rescued and two are missing": {
        ("killed", 4, "exact"), ("rescued", 3, "exact"), ("missing", 2, "exact"),
    },
}  # fmt: skip
BEFORE = (
    "",
    "Early in the morning, according to the mayor, ",
    "Officials said late on Friday that ",
    "In the city of Kharkiv ",
    "The governor, 52, wrote that ",
)
AFTER = (
    ".",
    ", the governor wrote.",
    " when a building collapsed.",
    " in what he called a cruel night.",
    ", 40 km from the border.",
)


@given(st.sampled_from(sorted(CORES)), st.sampled_from(BEFORE), st.sampled_from(AFTER))
@settings(max_examples=100)
def test_words_around_do_not_change_claims(core: str, before: str, after: str) -> None:
    claims = read(before + core + after).claims
    said = {
        (claim.slot, claim.quantity.count, claim.quantity.bound)
        for claim in claims
        if claim.quantity and claim.slot in COUNTED
    }
    assert said == CORES[core]


def test_order_of_documents_is_of_no_weight() -> None:
    every = [read(f"{n} people were killed in Kyiv.").claims for n in range(2, 9)]
    shuffled = list(range(2, 9))
    random.Random(7).shuffle(shuffled)
    again = {n: read(f"{n} people were killed in Kyiv.").claims for n in shuffled}
    assert [again[n] for n in range(2, 9)] == every
