"""Why a number is no claim: every number that came to nothing is refused, with its reason."""

from __future__ import annotations

import re

from saksi.model import Claim, Counted, Line, Refusal, Scene, Span

LINK = "]("
_DIGITS = re.compile(r"\d+")
_DIGIT = re.compile(r"[0-9\xb2\xb3\xb9]|[^\0-\u05ff\u2010-\u205e]")  # a digit, or a sign of a script that has its own


def refusals_of(line: Line, left: list[Counted]) -> list[Refusal]:
    """A refusal for each number of a line that came to nothing; a singular noun is no number."""
    refusals = []
    for item in left:
        if "implicit" in item.marks:
            continue
        reason = item.refused or ("count_of_something_else" if item.sort in ("thing", "unknown") else "no_cue")
        refusals.append(Refusal(line.span(*item.number), reason, item.why or _why(reason, item)))
    return refusals


def _why(reason: str, item: Counted) -> str:
    if reason == "count_of_something_else":
        return f"counts {item.unit}"
    return "no cue in its clause takes it"


def _has_digit(form: str) -> bool:
    return form.isdigit() or (len(form) > 1 and any(char.isdigit() for char in form))


def names_with_digits(scene: Scene, claims: list[Claim], refusals: list[Refusal]) -> list[Refusal]:
    """Refusals of the digits that stand in a word ("Kh-101", "F-16s") and in no claim's words: they are names."""
    text = scene.mentions.page.document.text
    covered = sorted([(claim.span.start, claim.span.end) for claim in claims] + [tuple(one.span) for one in refusals])
    found: list[Refusal] = []
    reach, at = 0, 0
    for place in scene.lines:
        line = place.line
        if _DIGIT.search(text, *line.sentence.span) is None:
            continue
        for index in [at for at, plain in enumerate(map(str.isalpha, line.forms)) if not plain]:
            form = line.forms[index]
            if not _has_digit(form):
                continue
            start, end = line.starts[index], line.ends[index]
            while at < len(covered) and covered[at][0] < end:
                reach = max(reach, covered[at][1])
                at += 1
            if reach <= start:
                reason = "model_name" if any(char.isalpha() for char in form) else "no_cue"
                found.append(
                    Refusal(
                        line.span(index, index + 1),
                        reason,
                        "digits of a name" if reason == "model_name" else "counts nothing",
                    )
                )
    return found


def in_addresses(scene: Scene) -> list[Refusal]:
    """Refusals of the digits in the addresses of links, which no rule sees: "[said](https://t.me/a/5)"."""
    text = scene.mentions.page.document.text
    if LINK not in text:
        return []
    found: list[Refusal] = []
    for place in scene.lines:
        line = place.line
        ends = [line.sentence.span.start, *line.ends]
        for end, start in zip(ends, [*line.starts, line.sentence.span.end], strict=True):
            if start - end > len(LINK) and LINK in text[end:start]:
                found += [
                    Refusal(Span(end + digits.start(), end + digits.end()), "address", "in the address of a link")
                    for digits in _DIGITS.finditer(text[end:start])
                ]
    return found
