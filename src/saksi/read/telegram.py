"""Telegram: a desktop export (`result.json`) or JSON Lines of messages; each message with a text is one document.

A message has an id, a time and a text that is a string or a list of strings and entities. The export gives the clock
of the machine that made it and, beside it, the moment in Unix time: together they are a time with its offset. A clock
alone is kept as a clock without offset. Messages without text (pictures, service messages) are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.decode import Unreadable, refuse_controls
from saksi.read.entry import MAX_BYTES, Entry, printable
from saksi.read.identity import document
from saksi.read.metadata import date, metadata

MAX_EXPORT = 512 * 1024 * 1024
_LONGEST = 300
_BOM = b"\xef\xbb\xbf"
# The keys that only messages have: of the desktop export, of the client libraries, of the plain form.
_SIGNS = (b'"date_unixtime"', b'"text_entities"', b'"peer_id"', b'"edit_date"', b'"edit_time"', b'"edited"',
          b'"message_id"', b'"channel"')  # fmt: skip
_TIMES = ("date", "time", "timestamp", "published")
_EDITS = ("edited", "edit_date", "edit_time", "edited_at")
_CHANNELS = ("channel", "chat", "channel_name", "channel_username", "username")
_LINKS = frozenset({"link", "text_link", "mention", "mention_name", "hashtag", "cashtag", "bot_command", "email"})
_USERNAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
_FARTHEST = timedelta(hours=14)  # no clock is farther from UTC
_QUARTER = timedelta(minutes=15)  # every offset in use is a number of these


class Chat(NamedTuple):
    """A channel as an export or a row names it."""

    name: str | None = None
    id: str | None = None


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The messages of an export or of JSON Lines in order, an `InputError` for each that cannot be read.

    Raises `InputError` where the file is something else.
    """
    taken: set[str] = set()
    with entry.open() as file:
        if entry.name.lower().endswith(".json"):
            data = file.read(MAX_EXPORT + 1)
            if len(data) > MAX_EXPORT:
                raise InputError(entry.source, f"is larger than {MAX_EXPORT >> 20} MB; export fewer messages")
            rows: Iterator[tuple[str, Chat, Any]] = _export(entry, data)
        else:
            rows = _lines(file)
        for where, chat, row in rows:
            try:
                found = _message(entry, where, chat, row, taken)
            except Unreadable as error:
                yield InputError(f"{entry.source} {where}", str(error))
                continue
            if found is not None:
                yield found


def looks_like(line: bytes) -> bool:
    """Whether a line of JSON Lines is a message rather than a row with a text of `rows`.

    >>> looks_like(b'{"id": 7, "channel": "vesna", "date": "2025-07-04T01:10:00+03:00", "text": "Alert."}')
    True
    """
    if not line.lstrip().startswith(b"{") or not any(sign in line for sign in _SIGNS):
        return False
    try:
        row = msgspec.json.decode(line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(row, dict) or not ("id" in row or "message_id" in row):
        return False
    return any(name in row for name in _TIMES[:3])


def _export(entry: Entry, data: bytes) -> Iterator[tuple[str, Chat, Any]]:
    """The messages of a desktop export of one chat, or of several (`chats.list`)."""
    try:
        value = msgspec.json.decode(data.removeprefix(_BOM))
    except (ValueError, RecursionError) as error:
        raise InputError(entry.source, "is JSON that cannot be read; export it anew") from error
    chats = value.get("chats") if isinstance(value, dict) else None
    many = chats.get("list") if isinstance(chats, dict) else None
    every = many if isinstance(many, list) else [value]
    if not any(isinstance(chat, dict) and isinstance(chat.get("messages"), list) for chat in every):
        raise InputError(entry.source, "is JSON, not JSON Lines; write one object a line into a .jsonl file")
    for chat in every:
        messages = chat.get("messages") if isinstance(chat, dict) else None
        named = Chat(_line(chat.get("name")), _line(chat.get("id"))) if isinstance(chat, dict) else Chat()
        for number, row in enumerate(messages if isinstance(messages, list) else (), 1):
            yield f"message {number}", named, row


def _lines(file: Any) -> Iterator[tuple[str, Chat, Any]]:
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        whole = len(line) <= MAX_BYTES
        while line and not line.endswith(b"\n") and not whole:
            line = file.readline(MAX_BYTES)
        if number == 1:
            line = line.removeprefix(_BOM)
        if whole and not line.strip():
            continue
        try:
            row = msgspec.json.decode(line) if whole else None
        except (ValueError, RecursionError):
            row = None
        yield f"line {number}", _chat(row), row


def _chat(row: Any) -> Chat:
    if not isinstance(row, dict):
        return Chat()
    peer = row.get("peer_id")
    number = peer.get("channel_id") if isinstance(peer, dict) else row.get("channel_id")
    for key in _CHANNELS:
        value = row.get(key)
        if isinstance(value, dict):
            return Chat(_line(value.get("username")) or _line(value.get("title")), _line(value.get("id")))
        if _line(value):
            return Chat(_line(value), _line(number))
    return Chat(None, _line(number))


def _message(entry: Entry, where: str, chat: Chat, row: Any, taken: set[str]) -> Document | None:
    """The document of one message, None for one without text."""
    if not isinstance(row, dict):
        raise Unreadable("is no message that can be read; write one JSON object a line")
    if row.get("type", "message") not in ("message", "Message"):
        return None
    text, marks = _text(row.get("text") if row.get("text") is not None else row.get("message"))
    if not text.strip():
        return None
    number = _line(row.get("id")) or _line(row.get("message_id")) or where.split()[-1]
    named = chat.id or chat.name
    member = f"{named}/{number}" if number in taken and named else number
    if member in taken:
        raise Unreadable(f"has the id {member[:60]!r} of an earlier message; give each message an id of its own")
    taken.add(member)
    known = metadata({"published": _time(row, _TIMES), "url": _address(row, chat, number), "publisher": chat.name})
    raw = msgspec.json.encode(row)
    made = document(text, f"{entry.source}#{member}", f"{entry.name}#{member}", sha256(raw).hexdigest(),
                    known._replace(notes=known.notes + _forwarded(row)))  # fmt: skip
    author = _line(row.get("author")) or _line(row.get("from"))
    return msgspec.structs.replace(
        made, modified=_time(row, _EDITS), author=author if author != chat.name else None, marks=marks
    )


def _text(value: object) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text of a message, and its last lines as chrome where they are nothing but links."""
    pieces = value if isinstance(value, list) else [value]
    parts: list[str] = []
    links: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        words = piece.get("text") if isinstance(piece, dict) else piece
        if not isinstance(words, str):
            continue
        if isinstance(piece, dict) and piece.get("type") in _LINKS:
            links.append((at, at + len(words)))
        parts.append(words)
        at += len(words)
    text = "".join(parts)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unreadable("has a text with half of a surrogate pair; write it as valid Unicode") from error
    return refuse_controls(text), _footer(text, links)


def _footer(text: str, links: list[tuple[int, int]]) -> tuple[tuple[int, int, str], ...]:
    """The last lines that are links alone: a channel's invitations under its post. A post of links alone has none."""
    end = at = len(text)
    while links and at > 0:
        start = text.rfind("\n", 0, at) + 1
        line = text[start:at]
        linked = sum(max(0, min(at, right) - max(start, left)) for left, right in links)
        words = sum(char.isalnum() for char in line)
        if words and linked < words:
            break
        at = start - 1
    start = max(at, 0)
    stretch = text[start:end]
    left = start + len(stretch) - len(stretch.lstrip())
    if start == 0 or not stretch.strip():
        return ()
    return ((left, start + len(stretch.rstrip()), "chrome"),)


def _time(row: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """A time of the message: clock and Unix time together, else what there is of them, honest about the offset."""
    for name in names:
        value = row.get(name)
        moment = _unix(row.get(f"{name}_unixtime"))
        if moment is None and not isinstance(value, str):
            moment = _unix(value)
        clock = date(value) if isinstance(value, str) and len(value) <= 64 else None
        if moment is not None:
            return _with_offset(clock, moment)
        if clock is not None:
            return clock
    return None


def _unix(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).isascii() or len(str(value)) > 11:
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC) if int(value) > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _with_offset(clock: str | None, moment: datetime) -> str:
    """The moment on the clock of the export where that is a clock somewhere; else in UTC.

    >>> _with_offset("2025-07-04T01:10:00", datetime(2025, 7, 3, 22, 10, tzinfo=timezone.utc))
    '2025-07-04T01:10:00+03:00'
    """
    if clock is not None and len(clock) >= len("2025-07-04T01:10"):
        local = datetime.fromisoformat(clock)
        if local.tzinfo is not None:
            return clock
        offset = local - moment.replace(tzinfo=None)
        if abs(offset) <= _FARTHEST and not offset % _QUARTER:
            return local.replace(tzinfo=timezone(offset)).isoformat(timespec="seconds")
    return moment.isoformat(timespec="seconds")


def _address(row: dict[str, Any], chat: Chat, number: str) -> str | None:
    """The message's address: as given, else that of a public channel known by its user name."""
    for key in ("url", "link"):
        value = row.get(key)
        if isinstance(value, str) and value.startswith(("https://", "http://")):
            return value
    name = _line(row.get("username")) or _line(row.get("channel_username")) or chat.name or ""
    match = _USERNAME.fullmatch(name)
    public = match and (name.startswith("@") or "username" in row or "channel_username" in row)
    return f"https://t.me/{match[1]}/{number}" if match and public and number.isdigit() else None


def _forwarded(row: dict[str, Any]) -> tuple[str, ...]:
    origin = _line(row.get("forwarded_from"))
    return (f"forwarded from {origin}",) if origin else ()


def _line(value: object) -> str | None:
    """A name or number as one line, None where it is neither."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(printable(str(value)).split())[:_LONGEST] or None
