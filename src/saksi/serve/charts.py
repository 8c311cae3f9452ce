"""Charts as SVG from the server: Vega-Lite by Altair, drawn by vl-convert, kept for as long as their figures hold.

Colours are stand-ins (`PAINT`) that the style sheet replaces, so that one drawing serves light, dark and print. Every
mark is a link and says in words what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple

import altair
import msgspec
import vl_convert

from saksi.serve.shelf import Entry
from saksi.serve.tolls import HOWS, Toll
from saksi.serve.words import Words
from saksi.serve.words import words as words_of

# Altair is typed so closely that no chart made from data passes; its specification is checked when it is drawn.
alt: Any = altair
# What the style sheet knows each stand-in by; the second colour is for a chart that stands alone.
PAINT = {
    "killed": ("#a00001", "#33302c"), "injured": ("#a00002", "#9a8b74"), "range": ("#a00003", "#6d6a64"),
    "launched": ("#a00004", "#6d6a64"), "shot_down": ("#a00005", "#2f5d73"), "jammed": ("#a00006", "#6f97a8"),
    "lost": ("#a00007", "#a9c3cd"), "mixed": ("#a00008", "#8a8f92"), "unsaid": ("#a00009", "#b9b4a9"),
    "land": ("#a0000a", "#efece4"), "border": ("#a0000b", "#bdb7aa"), "place": ("#a0000c", "#7a2e22"),
    "text": ("#a0000d", "#4d4a45"), "rule": ("#a0000e", "#dedacf"),
}  # fmt: skip
WIDTH, HEIGHT = 1040, 150
# More bars than this cannot be told apart or clicked.
MOST_BARS = 130
# Fewer than this are drawn as if there were so many, so that a bar never looks like a wall.
LEAST_BARS, MOST_NAMES = 24, 13
FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', sans-serif"


class Bar(NamedTuple):
    """What is drawn for a stretch of days: figures, the days, the number of incidents, where a click leads."""

    first: str
    last: str
    incidents: int
    link: str
    killed: Toll
    injured: Toll
    launched: Toll
    intercepted: dict[str, int]


def paint(name: str) -> str:
    """The stand-in of a colour."""
    return PAINT[name][0]


def alone(svg: str) -> str:
    """A chart as a file of its own: real colours, no links."""
    for stand_in, colour in PAINT.values():
        svg = svg.replace(stand_in, colour)
    return re.sub(r"<a [^>]*>|</a>", "", svg)


def grain(entries: Sequence[Entry]) -> str:
    """The finest of day, week and month at which the bars can be told apart."""
    days = [entry.day for entry in entries if entry.day]
    if not days:
        return "day"
    length = (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days + 1
    return "day" if length <= MOST_BARS else "week" if length <= 7 * MOST_BARS else "month"


def bars(entries: Iterable[Entry], by: str, address: Any) -> list[Bar]:
    """The entries summed by day, week or month. `address(from, to)` gives the link of a bar."""
    held: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.day:
            held.setdefault(_stretch(entry.day, by)[0], []).append(entry)
    made = []
    for first in sorted(held):
        group, last = held[first], _stretch(first, by)[1]
        ways: dict[str, int] = {}
        for entry in group:
            for how, count in entry.intercepted:
                ways[how or "unsaid"] = ways.get(how or "unsaid", 0) + count
        killed, injured, launched = (_total(group, slot) for slot in ("killed", "injured", "launched"))
        made.append(Bar(first, last, len(group), address(first, last), killed, injured, launched, ways))
    return made


def _total(group: Iterable[Entry], slot: str) -> Toll:
    tolls = [toll for entry in group if (toll := getattr(entry, slot))]
    best = sum(toll.shown for toll in tolls)
    low = sum(toll.low if toll.low is not None else min(toll.shown, toll.high or 0) for toll in tolls)
    return Toll(min(low, best), best, sum(max(toll.high or 0, toll.shown) for toll in tolls))


def _stretch(day: str, by: str) -> tuple[str, str]:
    at = date.fromisoformat(day)
    if by == "week":
        at -= timedelta(days=at.weekday())
        return at.isoformat(), (at + timedelta(days=6)).isoformat()
    if by == "month":
        first = at.replace(day=1)
        return first.isoformat(), ((first + timedelta(days=32)).replace(day=1) - timedelta(days=1)).isoformat()
    return day, day


def harm_chart(made: Sequence[Bar], by: str, words: Words) -> str:
    """Killed and injured by day: bars to the best figure, or to the least said; a rule from low to high."""
    rows: list[dict[str, Any]] = []
    for bar in made:
        for slot in ("killed", "injured"):
            toll: Toll = getattr(bar, slot)
            if toll.high:
                rows.append(
                    {**_times(bar, slot == "injured", 2, by), "kind": slot, "base": 0, "low": toll.low,
                     "best": toll.best, "high": toll.high, "says": _says(bar, slot, toll, words), "link": bar.link}
                )  # fmt: skip
    return _drawn("harm", rows, _axis(made, by, max((row["high"] for row in rows), default=1)), words)


def weapons_chart(made: Sequence[Bar], by: str, words: Words) -> str:
    """Launched as an outline, intercepted in it by how, one on the other."""
    rows: list[dict[str, Any]] = []
    for bar in made:
        if bar.launched.shown:
            rows.append(
                {**_times(bar, False, 1, by), "kind": "launched", "base": 0, "best": bar.launched.shown,
                 "says": _says(bar, "launched", bar.launched, words), "link": bar.link}
            )  # fmt: skip
        below = 0
        for how in (how or "unsaid" for how in HOWS):
            if count := bar.intercepted.get(how, 0):
                says = f"{_days(bar, words)}: {_named(words, how)} {words.number(count)}"
                rows.append({**_times(bar, False, 1, by), "kind": how, "base": below, "best": below + count,
                             "says": says, "link": bar.link})  # fmt: skip
                below += count
    return _drawn("weapons", rows, _axis(made, by, max((row["best"] for row in rows), default=1)), words)


def has_weapons(made: Iterable[Bar]) -> bool:
    """Whether any report counts what was launched or intercepted."""
    return any(bar.launched.shown or bar.intercepted for bar in made)


def _named(words: Words, name: str) -> str:
    if name == "unsaid":
        return words.translations.gettext("intercepted, way not said")
    return words.translations.gettext(name.replace("_", " "))


def _days(bar: Bar, words: Words) -> str:
    return words.span(bar.first, bar.last)


def _says(bar: Bar, slot: str, toll: Toll, words: Words) -> str:
    figure = words.number(toll.shown)
    if toll.low != toll.high and toll.high is not None:
        figure += f" ({words.number(toll.low)}–{words.number(toll.high)})"
    count = words.translations.ngettext("%(n)s incident", "%(n)s incidents", bar.incidents)
    return f"{_days(bar, words)}: {_named(words, slot)} {figure}; {count % {'n': words.number(bar.incidents)}}"


def _times(bar: Bar, second: bool, of: int, by: str) -> dict[str, str]:
    """Where a bar begins and ends: side by side within its days, with some air around."""
    first = date.fromisoformat(bar.first)
    hours = ((date.fromisoformat(bar.last) - first).days + 1) * 24
    width = hours * 0.84 / of
    begin = hours * 0.08 + second * width
    return {
        "begin": _clock(first, begin),
        "end": _clock(first, begin + width),
        "middle": _clock(first, begin + width / 2),
    }


def _clock(day: date, hours: float) -> str:
    at = day + timedelta(days=int(hours // 24))
    minutes = int(hours % 24 * 60)
    return f"{at.isoformat()}T{minutes // 60:02}:{minutes % 60:02}:00Z"


class Axis(NamedTuple):
    """From when to when a chart goes, which moments it names and how, and the end of its figures."""

    first: str
    last: str
    named: tuple[str, ...]
    shape: str
    top: float


def _axis(made: Sequence[Bar], by: str, top: float) -> Axis:
    """An axis that names the middle of some stretches. A few days stand in as many as make them readable."""
    days, shape = {"day": (1, "%-d %b"), "week": (7, "%-d %b"), "month": (30, "%b %Y")}[by]
    first, last = date.fromisoformat(made[0].first), date.fromisoformat(made[-1].last)
    air = timedelta(days=max(0, LEAST_BARS * days - (last - first).days - 1) // 2)
    first, last = first - air, last + air
    starts = [first]
    while (after := _after(starts[-1], by)) <= last:
        starts.append(after)
    size = max(1, -(-len(starts) // MOST_NAMES))
    named = [_clock(at, ((_after(at, by) - at).days * 24) / 2) for at in starts[::size]]
    return Axis(_clock(first, 0), _clock(last, 24), tuple(named), shape, top * 1.06 or 1)


def _after(at: date, by: str) -> date:
    return date.fromisoformat(_stretch(at.isoformat(), by)[1]) + timedelta(days=1)


def _drawn(kind: str, rows: list[dict[str, Any]], axis: Axis, words: Words) -> str:
    return _svg(kind, msgspec.json.encode(rows), axis, words.language)


@lru_cache(maxsize=256)
def _svg(kind: str, rows: bytes, axis: Axis, language: str) -> str:
    spec = msgspec.json.decode(msgspec.json.encode(_spec(kind)))
    spec["datasets"] = {"rows": msgspec.json.decode(rows)}
    for layer in spec["layer"]:
        x, y = layer["encoding"]["x"], layer["encoding"]["y"]
        x["scale"]["domain"] = [axis.first, axis.last]
        x["axis"].update(format=axis.shape, values=list(axis.named))
        y["scale"] = {"domain": [0, axis.top], "nice": False}
    return clean(
        vl_convert.vegalite_to_svg(spec, format_locale=_numbers(language), time_format_locale=_months(language))
    )


@cache
def _months(language: str) -> dict[str, Any]:
    """Names of months and days for the axis, from CLDR."""
    locale = words_of(language).locale
    month, day = locale.months["stand-alone"], locale.days["stand-alone"]
    return {
        "dateTime": "%-d %b %Y, %H:%M", "date": "%-d %b %Y", "time": "%H:%M", "periods": ["AM", "PM"],
        "days": [day["wide"][(at + 6) % 7] for at in range(7)],
        "shortDays": [day["abbreviated"][(at + 6) % 7] for at in range(7)],
        "months": [month["wide"][at] for at in range(1, 13)],
        "shortMonths": [month["abbreviated"][at] for at in range(1, 13)],
    }  # fmt: skip


@cache
def _numbers(language: str) -> dict[str, Any]:
    symbols = words_of(language).locale.number_symbols["latn"]
    return {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["", ""]}


@cache
def _spec(kind: str) -> dict[str, Any]:
    """The chart without its figures, made once by Altair."""
    data = alt.Data(name="rows")
    axis = alt.Axis(title=None, labelOverlap="greedy", grid=False)
    scale = alt.Scale(domain=["2025-01-01", "2025-01-02"], type="utc")
    begin, middle = (alt.X(name, axis=axis, scale=scale) for name in ("begin:T", "middle:T"))
    upright = {"axis": alt.Axis(title=None, tickCount=4, tickMinStep=1), "scale": alt.Scale(domainMin=0)}
    low, base = alt.Y("low:Q", **upright), alt.Y("base:Q", **upright)
    names = ["killed", "injured"] if kind == "harm" else ["launched", *(how or "unsaid" for how in HOWS)]
    fill = alt.Color("kind:N", legend=None, scale=alt.Scale(domain=names, range=[paint(name) for name in names]))
    common = {"href": alt.Href("link:N"), "description": alt.Description("says:N")}
    bar = alt.Chart(data).encode(x=begin, x2="end:T", y=base, y2="best:Q", **common)
    if kind == "harm":
        spread = alt.Chart(data).transform_filter("datum.low < datum.high").encode(x=middle, y=low, y2="high:Q")
        layers = [
            bar.mark_bar().encode(color=fill),
            spread.mark_rule(color=paint("range"), strokeWidth=1.2, aria=False),
        ]
    else:
        launched = bar.transform_filter("datum.kind == 'launched'")
        met = bar.transform_filter("datum.kind != 'launched'")
        outline = {"fillOpacity": 0.001, "stroke": paint("launched"), "strokeWidth": 1}
        layers = [met.mark_bar().encode(color=fill), launched.mark_bar(**outline)]
    chart = alt.layer(*layers).properties(width=WIDTH - 60, height=HEIGHT, padding=4)
    drawn: dict[str, Any] = styled(chart).to_dict()
    return drawn


def styled(chart: Any) -> Any:
    """A chart in the house's hand: thin rules, small labels, no frame."""
    return (
        chart.configure(background="transparent", font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=paint("text"), labelFontSize=11, domainColor=paint("rule"), tickColor=paint("rule"),
            gridColor=paint("rule"), gridOpacity=0.7, ticks=False, labelPadding=6,
        )
    )  # fmt: skip


# More digits than a pixel can show, and the address that Vega puts before a link of this server.
_LONG, _BASE = re.compile(r"(\d\.\d)\d+"), "https://vega.github.io/vega-datasets/"


def clean(svg: str) -> str:
    """The drawing as it may stand in a page under the strict policy: no style attributes, as wide as the page."""
    svg = re.sub(r' style="[^"]*"', "", svg)
    svg = _LONG.sub(r"\1", svg.replace(_BASE, ""))
    head = re.sub(r'(<svg [^>]*?) width="[0-9.]+" height="[0-9.]+"', r'\1 role="group"', svg[:400])
    return head.replace("xlink:href", "href") + svg[400:].replace("xlink:href", "href")


def legend(made: Iterable[Bar]) -> Mapping[str, int]:
    """The ways of interception that occur."""
    found: dict[str, int] = {}
    for bar in made:
        for how, count in bar.intercepted.items():
            found[how] = found.get(how, 0) + count
    return found
