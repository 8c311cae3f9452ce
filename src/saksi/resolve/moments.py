"""The moment for which a line gives its tolls: "as of 9:00", a running post's own clock at the head of its line."""

from __future__ import annotations

from saksi.model import Line, TimeWords, When

HEAD = 4  # tokens within which a running post's clock stands: "⚡ UPD 12:40."
NEAR = 2


def moments(lines: tuple[Line, ...], whens: list[tuple[tuple[TimeWords, When], ...]]) -> list[str | None]:
    """For each line the moment of its tolls, or None. A moment holds to the end of its paragraph or to the next one said."""
    told: list[str | None] = []
    paragraph, held = -1, None
    for line, own in zip(lines, whens, strict=True):
        if line.sentence.paragraph != paragraph:
            paragraph, held = line.sentence.paragraph, None
        held = _moment(line, own) or held
        told.append(held)
    return told


def _moment(line: Line, whens: tuple[tuple[TimeWords, When], ...]) -> str | None:
    for words, when in whens:
        if "hour" not in words.fields or words.until is not None or when.earliest is None:
            continue
        first = next((i for i, at in enumerate(line.starts) if at >= words.span.start), 0)
        marked = any(m.kind == "as_of" and 0 <= first - m.last <= NEAR for m in line.markers)
        if marked or _heads(line, first):
            return when.earliest
    return None


def _heads(line: Line, first: int) -> bool:
    """Whether nothing but marks and a word of updating stands before the clock."""
    if first > HEAD:
        return False
    updated = {i for m in line.markers if m.kind == "as_of" for i in range(m.first, m.last)}
    return all(at in updated or not line.forms[at][0].isalnum() for at in range(first))
