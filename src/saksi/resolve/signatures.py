"""A name behind a dash that signs what stands before it: "... are at work, — the mayor", or a line of its own, "— the mayor"."""

from __future__ import annotations

from saksi.model import Credit, Credited, Line
from saksi.resolve.speakers import Speech
from saksi.resolve.speech import VERBS, credited

LONGEST = 10  # tokens of a signature
REACH = 200  # lines above that a signature is for


def sign(lines: tuple[Line, ...], carried: list[list[Credited]], text: str) -> None:
    """Gives the sentences of a paragraph to the name that ends it behind a dash, and all that stands above to a name in
    a line of its own, as far as nobody else speaks there."""
    for at, line in enumerate(lines):
        if not line.free_order or "dash" not in line.marked:
            continue
        signed = _signature(line, carried[at], text)
        if signed is None:
            continue
        credit, alone = signed
        for above in range(at - 1, max(at - 1 - REACH, -1), -1):
            if lines[above].sentence.role == "chrome":
                continue
            if carried[above] or (not alone and lines[above].sentence.paragraph != line.sentence.paragraph):
                break
            carried[above] = [Credited(0, len(lines[above].forms), credit)]


def _signature(line: Line, credits: list[Credited], text: str) -> tuple[Credit, bool] | None:
    """The name that signs a line, and whether it stands alone in it."""
    dash = max(marker.first for marker in line.marks("dash"))
    behind = range(dash + 1, len(line.forms))
    if not 1 <= len(behind) <= LONGEST or any(verb.kind in VERBS and verb.first > dash for verb in line.speech):
        return None
    if dash:
        found = next((one.credit for one in credits if one.credit.span.start >= line.starts[dash]), None)
        return (found, False) if found is not None else None
    speech = Speech(line)
    name = speech.name_from(1)
    if name is None or name.first != 1 or any(form[0].isalnum() for form in line.forms[name.last :]):
        return None
    return credited(line, name, text), True
