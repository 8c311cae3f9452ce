"""Readings to one page: the frame, the margin of claims, and the policy that lets nothing foreign in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from saksi.model import Attack, Claim, Document, Reading
from saksi.publish.evidence.marks import FAMILIES, Numbered, marks, numbered
from saksi.publish.evidence.text import text_html, visible_characters
from saksi.publish.report import tally
from saksi.publish.words import remarks, time, value

# Languages written from right to left (ISO 639-1), for the frame of a text; a paragraph tells its own direction.
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi", "dv"})
# Parts of a reason that are shown; a total over a long list has hundreds, and the explanation command shows them all.
MOST_PARTS = 24
TITLE = 140


class Group(NamedTuple):
    """Claims under one heading of the margin."""

    title: str
    facts: str
    claims: list[Numbered]


def page_html(readings: Iterable[Reading], title: str = "") -> str:
    """One self-contained page for `readings`: HTML with style, script and policy inside, nothing fetched.

    Several documents stand one below the other behind a list of them. `title` names the page; without it the document,
    or their number, does.

    >>> from saksi.model import Page
    >>> document = Document(id="d", text_id="t", source="a.txt", text="<script>alert(1)</script>")
    >>> page = page_html([Reading(Page(document, "en", ()), (), (), ())])
    >>> "<script>alert" in page, "&lt;script&gt;alert" in page
    (False, True)
    """
    return assembled([(entry(reading, number), document_html(reading, number))
                      for number, reading in enumerate(readings, 1)], title)  # fmt: skip


def entry(reading: Reading, number: int) -> dict[str, Any]:
    """What the list of documents says of one."""
    return {"number": number, "title": title_of(reading), "source": reading.page.document.source,
            "claims": len(reading.claims), "families": {one.family for one in numbered(reading)},
            "refused": len(reading.refusals), "repairs": len(reading.page.flaws)}  # fmt: skip


def assembled(parts: Sequence[tuple[dict[str, Any], str]], title: str = "") -> str:
    """The page of documents that are rendered already: each as `entry` and `document_html` give it."""
    entries = [listed for listed, _ in parts]
    return _environment().get_template("page.html.j2").render(
        title=title or (entries[0]["title"] if len(entries) == 1 else f"{len(entries)} documents"),
        entries=entries,
        documents=[Markup(body) for _, body in parts],
        families={name: words for name, words in FAMILIES.items() if any(name in one["families"] for one in entries)},
        refused=sum(one["refused"] for one in entries),
        repairs=sum(one["repairs"] for one in entries),
        style=Markup(style()), script=Markup(script()), policy=policy(),
    )  # fmt: skip


def document_html(reading: Reading, number: int = 1, unread: str | None = None) -> str:
    """One document as an `article`: its text with marks, its claims by attack, refused numbers, repairs.

    `number` keeps the ids of several documents apart; `unread` is the language where that has no tables.
    """
    claims = numbered(reading)
    document = reading.page.document
    drawn = text_html(reading.page, marks(reading, claims), number)
    return _environment().get_template("document.html.j2").render(
        number=number,
        title=title_of(reading),
        document=document,
        address=address(document.url),
        language=reading.page.language,
        direction="rtl" if reading.page.language in RIGHT_TO_LEFT else "ltr",
        text=Markup(drawn),
        groups=groups(reading, claims),
        refusals=[(at, document.quote(one.span), one) for at, one in enumerate(reading.refusals, 1)],
        repairs=[(at, document.quote(one.span), one) for at, one in enumerate(reading.page.flaws, 1)],
        unread=unread,
        tally=tally(reading.numbers, len(reading.refusals)),
    )  # fmt: skip


def groups(reading: Reading, claims: Sequence[Numbered]) -> list[Group]:
    """The claims by attack in the attacks' order; those of no attack come last."""
    known = {attack.number for attack in reading.attacks}
    made = [
        Group(f"Attack {attack.number}", _facts(attack), [one for one in claims if one.claim.attack == attack.number])
        for attack in reading.attacks
    ]
    rest = [one for one in claims if one.claim.attack not in known]
    made.append(Group("Of no single attack" if reading.attacks else "Claims", "", rest))
    return [group for group in made if group.claims]


def title_of(reading: Reading) -> str:
    """What a reader calls the document: its title, else its headline, else where it came from."""
    document = reading.page.document
    headline = next((document.quote(one.span) for one in reading.page.sentences if one.role == "headline"), "")
    words = " ".join((document.title or headline or document.source).split())
    return words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + "…"


def address(url: str | None) -> str | None:
    """The address if a browser may follow it: only http and https.

    >>> address("https://example.org/a"), address("javascript:alert(1)"), address("https://[")
    ('https://example.org/a', None, None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _facts(attack: Attack) -> str:
    facts = [time(attack.when), ", ".join(place.name for place in attack.places)]
    facts += [f"by {attack.attacker}"] if attack.attacker else []
    facts += ["told as background"] if attack.background else []
    return " · ".join(fact for fact in facts if fact)


def _remarks(claim: Claim) -> str:
    return remarks(claim, claim.place)


def _parts(document: Document, claim: Claim) -> list[tuple[str, str, str]]:
    ordered = sorted(claim.parts)[:MOST_PARTS]
    return [(document.text[part.start : part.end], part.reading, part.rule) for part in ordered]


@cache
def style() -> str:
    """The style of the page."""
    return _file("page.css")


@cache
def script() -> str:
    """The script of the page; the page can be read without it."""
    return _file("page.js")


@cache
def policy() -> str:
    """The content security policy: this style and this script, by their hashes, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style())}'; script-src '{_hash(script())}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _file(name: str) -> str:
    return (files("saksi.publish.evidence") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("saksi.publish.evidence"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
        finalize=lambda said: visible_characters(said) if type(said) is str else said,
    )  # fmt: skip
    made.filters.update(value=value, remarks=_remarks, moment=time)
    made.globals["parts"] = _parts
    return made
