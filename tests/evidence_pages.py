"""Readings for the evidence page: a plain report, overlapping marks, text from right to left, text that means harm."""

from __future__ import annotations

import msgspec

from house_fakes import fake
from saksi.model import Claim, Document, Flaw, Reading, Sentence, Span

PLAIN = (
    "Menu\nHome\nAbout us\n\nNight over the town\n\n"
    "At 5 the alarm went. At least 12 killed and 3 injured, the mayor said."
    "\nTwo streets were closed.\n\nRead also\nShare"
)
OVERLAP = "The mayor said at least 12 killed and wounded in Kyiv, 3 injured among them. A second sentence follows."
HOSTILE = (
    '</p><script>document.title="owned"</script>"\'>'
    '<img src="x" onerror="document.title=1"> 12 killed \u202e3 injured\u202c.\n'
    + "W" * 3000
    + " 6 killed\n"
    + "Z\u0335\u0336\u0337\u0338" * 60
    + " 7 killed\n<style>body{display:none}</style>{{ 7*7 }} {% raw %}\x00\x1b[2J\r\n8 killed &amp; &lt;b&gt;"
)
RIGHT_TO_LEFT = "قال المسؤولون إن 12 killed في كييف و 3 injured.\nثم قال شيئا آخر.\n"


def plain() -> Reading:
    """A report between lines of the page it stood on."""
    one = fake(Document(id="plain", text_id="t", source="plain.txt", text=PLAIN, published="2025-07-04"))
    text, sentences = PLAIN, []
    for line in PLAIN.split("\n"):
        if line:
            at = text.index(line, sentences[-1].span.end if sentences else 0)
            role = "headline" if line.startswith("Night") else "body" if line.endswith(".") else "chrome"
            sentences.append(Sentence(Span(at, at + len(line)), role, "en", 0))
    flaw = Flaw(
        "machine_translated", Span(text.index("alarm"), text.index("alarm") + 5), "air-raid alert", "word by word"
    )
    return msgspec.structs.replace(
        one, page=msgspec.structs.replace(one.page, sentences=tuple(sentences), flaws=(flaw,))
    )


def overlapping() -> Reading:
    """Two claims on one span, one inside another, two that cross, one that holds them all."""
    one = fake(Document(id="over", text_id="t", source="overlap.txt", text=OVERLAP, title="Overlaps"))
    words = (
        ("launched", "12 killed"), ("killed", "at least 12 killed"), ("injured", "12 killed and wounded"),
        ("where", "in Kyiv, 3"), ("statement", "at least 12 killed and wounded in Kyiv, 3 injured among them"),
    )  # fmt: skip
    more = tuple(_claim(one.claims[0], slot, stretch, number) for number, (slot, stretch) in enumerate(words))
    return msgspec.structs.replace(one, claims=(*one.claims, *more))


def _claim(like: Claim, slot: str, words: str, number: int) -> Claim:
    at = OVERLAP.index(words)
    return msgspec.structs.replace(like, id=f"more{number}", slot=slot, span=Span(at, at + len(words)), quote=words)


def hostile() -> Reading:
    """A document every field of which tries to run or to break out."""
    attack = "\"><script>document.title='owned'</script>"
    return fake(
        Document(
            id="evil", text_id="t", source=f"{attack}.txt", text=HOSTILE, title=attack, publisher="<b onclick='x'>",
            url="javascript:document.title='owned'", author="{{ config }}", published=attack, notes=(attack,),
        )
    )  # fmt: skip


def right_to_left() -> Reading:
    """A text in Arabic letters."""
    one = fake(Document(id="rtl", text_id="t", source="rtl.txt", text=RIGHT_TO_LEFT))
    return msgspec.structs.replace(one, page=msgspec.structs.replace(one.page, language="ar"))
