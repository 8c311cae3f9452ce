"""Collects what the pages say into the catalogues: `python tools/serve/words.py` brings every words/*.po up to date.

Strings come from the templates, from calls of gettext in the Python of the room, and from the tables of `say.py`. What
is new stands untranslated in the file (a test counts such strings); what is gone is left out.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOM = Path(__file__).resolve().parents[2] / "src" / "saksi" / "serve"
sys.path.insert(0, str(ROOM.parents[1]))

from saksi.serve.say import AMOUNTS, COUNTS, LABELS  # noqa: E402

_TRIMMED = {"trimmed": "true", "extensions": "jinja2.ext.i18n", "silent": "false"}
# Lines of a header that would change with the clock or name nobody.
_DATED = tuple(f'"{name}'.encode() for name in (
    "POT-Creation", "PO-Revision", "Last-Translator", "Report-Msgid", "Language-Team", "Generated-By", "Project-Id",
))  # fmt: skip
_CALLS = {"gettext": None, "_": None, "ngettext": (1, 2)}


def collected() -> Catalog:
    """Every string that a visitor may read, with where it stands."""
    found = Catalog(project="saksi", charset="utf-8", fuzzy=False)
    for file in sorted(ROOM.glob("templates/*.html")):
        _from(found, file, babel_extract)
    for file in sorted(ROOM.glob("*.py")):
        _from(found, file, "python")
    for words in (*LABELS, *AMOUNTS):
        found.add(words, locations=[("say.py", 0)])
    for pair in COUNTS:
        found.add(pair, locations=[("say.py", 0)])
    return found


def _from(found: Catalog, file: Path, method: object) -> None:
    options = _TRIMMED if method is babel_extract else {}
    with file.open("rb") as stream:
        for _, message, comments, _ in extract(method, stream, _CALLS, options=options):
            found.add(message, locations=[(file.name, 0)], auto_comments=comments)


def updated(file: Path) -> bytes:
    """The catalogue of a language with all strings of today; what it held translated stays so."""
    held = read_po(BytesIO(file.read_bytes()), locale=file.stem)
    fresh = Catalog(locale=file.stem, header_comment=held.header_comment, fuzzy=False)
    fresh.mime_headers = [("Plural-Forms", held.plural_forms)]
    for message in collected():
        if message.id:
            old = held.get(message.id)
            many = ("",) * held.num_plurals if isinstance(message.id, tuple) else ""
            fresh.add(message.id, old.string if old else many, locations=message.locations)
    out = BytesIO()
    write_po(out, fresh, width=110, include_lineno=False, sort_output=True)
    lines = [line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(_DATED)]
    return b"".join(lines)


def untranslated(file: Path) -> list[object]:
    """The strings that a language has no words for."""
    held = read_po(BytesIO(file.read_bytes()), locale=file.stem)
    return [
        message.id for message in held
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]  # fmt: skip


if __name__ == "__main__":
    for po in sorted((ROOM / "words").glob("*.po")):
        po.write_bytes(updated(po))
        sys.stdout.write(f"{po.name}: {len(untranslated(po))} strings left to translate\n")
