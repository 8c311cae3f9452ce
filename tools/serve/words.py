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
    held = read_po(BytesIO(file.read_bytes()), locale=file.stem) if file.is_file() else Catalog(locale=file.stem)
    held.update(collected(), no_fuzzy_matching=True)
    held.obsolete.clear()
    out = BytesIO()
    write_po(out, held, width=110, omit_header=False, include_lineno=False, sort_output=True)
    kept = [line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(b'"POT-Creation-Date')]
    return b"".join(kept)


if __name__ == "__main__":
    for po in sorted((ROOM / "words").glob("*.po")):
        po.write_bytes(updated(po))
        left = [
            m.id
            for m in read_po(BytesIO(po.read_bytes()))
            if m.id and not (m.string if isinstance(m.string, str) else all(m.string))
        ]
        sys.stdout.write(f"{po.name}: {len(left)} strings left to translate\n")
