"""Labelled documents from disk to frozen nouns. The form is described in docs/evaluation.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

# Where the text of `NNN.json` may stand when no `NNN.txt` is beside it: `document` names the file.
_TEXT_FOLDERS = (".", "..", "../seeds", "../../seeds", "../texts")
_LARGEST = 20_000_000


class GoldError(Exception):
    """A labelled document that cannot be used; the text says which and why."""


class GoldClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled claim, with the labeller's words; `low` and `high` are set for a range only."""

    slot: str
    start: int
    end: int
    quote: str
    attack: str | None = None
    what: str | None = None
    count: int | None = None
    low: int | None = None
    high: int | None = None
    bound: str | None = None
    scope: str | None = None
    credit: str | None = None
    place: str | None = None
    value: str | None = None
    mode: str | None = None
    note: str = ""


class GoldPlace(msgspec.Struct, frozen=True):
    """A place of an attack, in the English of the labeller."""

    name: str
    country: str | None = None


class GoldAttack(msgspec.Struct, frozen=True):
    """One labelled attack. `date` is an ISO day, or None where the text gives nothing to count from."""

    id: str
    date: str | None
    attacker: str | None
    places: tuple[GoldPlace, ...] = ()


class Stretch(msgspec.Struct, frozen=True):
    """A stretch from which no claim may come, and why."""

    start: int
    end: int
    quote: str
    why: str


class GoldDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled document with its text. `name` is folder and file name, so that two sets do not collide."""

    name: str
    language: str
    text: str
    published: str | None
    attacks: tuple[GoldAttack, ...]
    claims: tuple[GoldClaim, ...]
    never: tuple[Stretch, ...] = ()
    not_claims: tuple[Stretch, ...] = ()
    origin: str = ""


def load(paths: Sequence[str | Path]) -> tuple[list[GoldDocument], list[str]]:
    """All labelled documents under `paths` (folders or single .json files), and one sentence for each bad one."""
    documents: list[GoldDocument] = []
    failures: list[str] = []
    for file, trouble in _files(paths):
        if trouble:
            failures.append(trouble)
            continue
        try:
            documents.append(load_document(file))
        except GoldError as error:
            failures.append(str(error))
    return documents, failures


def load_document(file: Path) -> GoldDocument:
    """The labelled document of one `.json` file; raises GoldError with a sentence."""
    raw = read_json(file)
    name = f"{file.resolve().parent.name}/{file.stem}"
    text = _text(file, raw)
    try:
        return GoldDocument(
            name=name,
            language=str(raw.get("language") or "und"),
            text=text,
            published=raw.get("published") or raw.get("published_date"),
            attacks=tuple(_attack(item) for item in raw.get("attacks") or ()),
            claims=tuple(_claim(item) for item in raw["claims"]),
            never=tuple(_stretches(raw.get("never") or (), text, "why")),
            not_claims=tuple(_stretches(raw.get("not_claims") or (), text, "reason")),
            origin=str(raw.get("origin") or ""),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"{name}: a label is malformed ({type(error).__name__}: {error}).") from error


def _files(paths: Sequence[str | Path]) -> Iterator[tuple[Path, str]]:
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found = sorted(path.glob("*.json")) or sorted(path.glob("*/*.json"))
            if not found:
                yield path, f"{given}: no labelled document (NNN.json) is in this folder."
            for file in found:
                yield file, ""
        elif path.is_file():
            yield path, ""
        else:
            yield path, f"{given}: no such file or folder."


def read_json(file: Path) -> dict[str, Any]:
    """The labels of one file as written; raises GoldError with a sentence."""
    try:
        if file.stat().st_size > _LARGEST:
            raise GoldError(f"{file}: larger than {_LARGEST} bytes.")
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise GoldError(f"{file}: cannot be read as JSON ({error}).") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("claims"), list):
        raise GoldError(f"{file}: holds no list of claims, so it is no labelled document.")
    return raw


def _text(file: Path, raw: Mapping[str, Any]) -> str:
    candidates = [file.with_suffix(".txt")]
    named = raw.get("document")
    if isinstance(named, str) and named and Path(named).name == named:
        candidates += [file.parent / folder / named for folder in _TEXT_FOLDERS]
    for candidate in candidates:
        if candidate.is_file():
            try:
                return candidate.read_bytes().decode("utf-8")
            except (OSError, ValueError) as error:
                raise GoldError(f"{candidate}: cannot be read as UTF-8 ({error}).") from error
    raise GoldError(f"{file}: its text ({candidates[0].name}) was not found.")


def _attack(raw: Mapping[str, Any]) -> GoldAttack:
    places = tuple(GoldPlace(str(place["name"]), place.get("country")) for place in raw.get("places") or ())
    return GoldAttack(str(raw["id"]), raw.get("date") or None, raw.get("attacker"), places)


def _claim(raw: Mapping[str, Any]) -> GoldClaim:
    count, low, high = raw.get("count"), None, None
    if isinstance(count, list):
        low, high = (int(edge) for edge in count)
        count = None
    return GoldClaim(
        slot=str(raw["slot"]),
        start=int(raw["start"]),
        end=int(raw["end"]),
        quote=str(raw["quote"]),
        attack=raw.get("attack"),
        what=raw.get("what"),
        count=None if count is None else int(count),
        low=low,
        high=high,
        bound=raw.get("bound"),
        scope=raw.get("scope"),
        credit=raw.get("credit"),
        place=raw.get("place"),
        value=raw.get("value"),
        mode=raw.get("mode"),
        note=str(raw.get("note") or ""),
    )


def _stretches(raw: Iterable[Mapping[str, Any]], text: str, reason: str) -> Iterator[Stretch]:
    """Each labelled stretch; one without offsets stands for every place where its words occur."""
    for item in raw:
        quote, why = str(item["quote"]), str(item.get(reason) or "")
        if "start" in item:
            yield Stretch(int(item["start"]), int(item["end"]), quote, why)
            continue
        at = text.find(quote)
        while quote and at >= 0:
            yield Stretch(at, at + len(quote), quote, why)
            at = text.find(quote, at + len(quote))
