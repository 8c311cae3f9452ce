"""The compiled table of places: reads `table.bin`, decompresses only what is asked for.

The file is written by tools/gazetteer/build.py: a MessagePack header, compressed columns (one value a place, best known
places first) and compressed blocks of sorted names. A ref is (row, letter); for the letters see `finder.py`.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from bisect import bisect_right
from pathlib import Path
from typing import Any

import msgspec

from saksi.errors import TableError
from saksi.gazetteer.names import Names
from saksi.model import Place

Ref = tuple[int, str]

_NO_ROW = 0xFFFFFFFF
_NO_LATITUDE = -(2**31)
_CACHED_WORDS = 200_000
_NEAR = 512  # bytes of a block that are looked through from end to end
# A raion of an oblast is wider than any city, so its precision is a region's, though it is called a district.
_PRECISION = {
    "country": "country", "region": "region", "area": "region", "raion": "region",
    "city": "city", "village": "city", "quarter": "district",
}  # fmt: skip


class Table:
    """Names to rows, rows to places.

    Raises `TableError` where the file is no table.
    """

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        try:
            (length,) = struct.unpack_from("<I", data)
            header: dict[str, Any] = msgspec.msgpack.decode(data[4 : 4 + length])
        except (struct.error, msgspec.DecodeError) as error:
            raise TableError(f"{path.name} is no gazetteer: {error}; run `make gazetteer`") from error
        self._data = data
        self._header = header
        self._firsts: list[str] = header["firsts"]
        self._spans: list[tuple[int, int]] = []
        self._blocks: dict[int, bytes] = {}
        self._column_spans: dict[str, tuple[str, int, int]] = {}
        self._columns: dict[str, Any] = {}
        self._places: dict[int, Place] = {}
        self._names: dict[str, Names | None] = {}
        self._rows_of: dict[int, int] = {}
        self.kinds: tuple[str, ...] = tuple(header["kinds"])
        at = 4 + length
        for name, code, size in header["columns"]:
            self._column_spans[name] = (code, at, at + size)
            at += size
        for size in header["blocks"]:
            self._spans.append((at, at + size))
            at += size

    def __len__(self) -> int:
        return int(self._header["rows"])

    def column(self, name: str) -> Any:
        """One column, decompressed at its first use."""
        held = self._columns.get(name)
        if held is None:
            code, start, end = self._column_spans[name]
            raw = zlib.decompress(self._data[start:end])
            if code:
                held = array(code)
                held.frombytes(raw)
                if sys.byteorder != "little":
                    held.byteswap()
            else:
                held = raw.decode().split("\n")
            self._columns[name] = held
        return held

    def names(self, word: str) -> Names | None:
        """The names that begin with `word` (folded); None where there is none. Cached."""
        try:
            return self._names[word]
        except KeyError:
            pass
        if len(self._names) > _CACHED_WORDS:
            self._names.clear()
        found = self._names[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> Names | None:
        number = bisect_right(self._firsts, word) - 1
        if number < 0 or "\n" in word or "\t" in word:
            return None
        block = self._blocks.get(number)
        if block is None:
            start, end = self._spans[number]
            block = self._blocks[number] = zlib.decompress(self._data[start:end])
        start = _place_of(block, b"\n" + word.encode() + b"\t")
        if start < 0:
            return None
        _, *fields = block[start + 1 : block.index(b"\n", start + 1)].decode().split("\t")
        return Names([(tuple(rest.split()), refs) for rest, _, refs in (field.rpartition("=") for field in fields)])

    def kind(self, row: int) -> str:
        """country, region, area, raion, city, village or quarter."""
        kind: str = self.kinds[self.column("kind")[row]]
        return kind

    def parents(self, row: int) -> list[int]:
        """The rows around a row, innermost first."""
        column = self.column("parent")
        found: list[int] = []
        row = column[row]
        while row != _NO_ROW and len(found) < 6:
            found.append(row)
            row = column[row]
        return found

    def country(self, row: int) -> str:
        """ISO 3166-1 alpha-2, or empty."""
        return str(self._header["countries"][self.column("country")[row]])

    def population(self, row: int) -> int:
        """Inhabitants, 0 where not known."""
        return int(self.column("population")[row])

    def place(self, row: int) -> Place:
        """The place of a row."""
        held = self._places.get(row)
        if held is None:
            names, latitude = self.column("name"), self.column("lat")[row]
            known = latitude != _NO_LATITUDE
            held = self._places[row] = Place(
                name=names[row],
                id=self.column("id")[row] or None,
                lat=latitude / 1e5 if known else None,
                lon=self.column("lon")[row] / 1e5 if known else None,
                precision=_PRECISION[self.kind(row)],
                country=self.country(row),
                timezone=self._header["zones"][self.column("zone")[row]] or None,
                parents=tuple(names[parent] for parent in self.parents(row)),
                note=self._header["notes"][self.column("note")[row]] or None,
            )
        return held

    def row_of(self, geonames_id: int) -> int | None:
        """The row of a GeoNames id."""
        if not self._rows_of:
            self._rows_of = {identifier: row for row, identifier in enumerate(self.column("id")) if identifier}
        return self._rows_of.get(geonames_id)

    def nation(self, country: str) -> int | None:
        """The row of a country."""
        row: int | None = self._header["nations"].get(country)
        return row

    def capital(self, country: str) -> int | None:
        """The row of a country's capital."""
        row: int | None = self._header["capitals"].get(country)
        return row


def _place_of(block: bytes, key: bytes) -> int:
    """Where the first line of a sorted block begins with a key, -1 where none does: by halves, then along the rest."""
    low, high = 0, len(block) - 1  # without the line break that ends the block
    while high - low > _NEAR:
        middle = block.find(b"\n", (low + high) // 2, high)
        if middle < 0:
            break
        before = block[middle : middle + len(key)] < key
        low, high = (middle, high) if before else (low, middle)
    return block.find(key, low, high + len(key))


def refs(written: str) -> list[Ref]:
    """The refs of an entry, best known place first.

    >>> refs("1fa,20c")
    [(31, 'a'), (32, 'c')]
    """
    return [(int(ref[:-1], 16), ref[-1]) for ref in written.split(",")]
