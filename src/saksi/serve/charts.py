"""The charts of the overview: killed and injured, launched and intercepted. Every bar is a link."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import msgspec

from saksi.serve.timeline import Bar, Timeline
from saksi.serve.tolls import HOWS, Toll
from saksi.serve.vega import DRAWING, PAINT, Drawing, alt, data
from saksi.serve.words import Words

WIDTH, HEIGHT = 980, 150
# A few bars are drawn as wide as if there were so many, so that none looks like a wall. At most so many are named.
LEAST_PLACES, MOST_NAMES = 14, 14
HARM, WEAPONS = "harm", "weapons"


def harm_chart(of: Timeline, words: Words) -> str:
    """Killed and injured: bars to the best figure, or to the least said; a rule from low to high."""
    rows = []
    for bar in of.bars:
        for second, slot in enumerate(("killed", "injured")):
            toll: Toll = getattr(bar, slot)
            if toll.high:
                begin, end = bar.at + 0.08 + 0.42 * second, bar.at + 0.5 + 0.42 * second
                rows.append({
                    "begin": begin, "end": end, "middle": (begin + end) / 2, "kind": slot, "base": 0, "low": toll.low,
                    "best": toll.best, "high": toll.high, "says": _says(bar, slot, toll, words), "link": bar.link,
                })  # fmt: skip
    return _drawn(HARM, rows, max((toll.high or 0 for bar in of.bars for toll in bar[4:6]), default=1), of, words)


def weapons_chart(of: Timeline, words: Words) -> str:
    """Launched as an outline, intercepted in it by how, one on the other; nothing where nobody counts weapons."""
    rows: list[dict[str, Any]] = []
    top = 1
    for bar in of.bars:
        place = {"begin": bar.at + 0.14, "end": bar.at + 0.86, "link": bar.link}
        if bar.launched.shown:
            says = _says(bar, "launched", bar.launched, words)
            rows.append({**place, "kind": "launched", "base": 0, "best": bar.launched.shown, "says": says})
        below, ways = 0, stacked(bar)
        for how in (how or "unsaid" for how in HOWS):
            if count := ways.get(how, 0):
                says = f"{words.days(bar.first, bar.last)}: {_named(words, how)} {words.number(count)}"
                rows.append({**place, "kind": how, "base": below, "best": below + count, "says": says})
                below += count
        top = max(top, below, bar.launched.shown)
    return _drawn(WEAPONS, rows, top, of, words) if rows else ""


def stacked(bar: Bar) -> dict[str, int]:
    """The ways that may stand one on the other. Where they come to more than was launched, pages tell one figure in
    several words, and only the greatest is drawn."""
    if bar.launched.high and sum(bar.intercepted.values()) > bar.launched.high:
        greatest = max(bar.intercepted, key=lambda how: bar.intercepted[how])
        return {greatest: bar.intercepted[greatest]}
    return bar.intercepted


def legend(of: Timeline) -> list[str]:
    """The ways of interception that occur, in their order."""
    return [how for how in (how or "unsaid" for how in HOWS) if any(how in bar.intercepted for bar in of.bars)]


def _named(words: Words, name: str) -> str:
    if name == "unsaid":
        return words.translations.gettext("intercepted, way not said")
    return words.translations.gettext(name.replace("_", " "))


def _says(bar: Bar, slot: str, toll: Toll, words: Words) -> str:
    figure = words.number(toll.shown)
    if toll.low != toll.high and toll.high is not None:
        figure += f" ({words.number(toll.low)}–{words.number(toll.high)})"
    count = words.translations.ngettext("%(n)s incident", "%(n)s incidents", bar.incidents)
    days = words.days(bar.first, bar.last)
    return f"{days}: {_named(words, slot)} {figure}; {count % {'n': words.number(bar.incidents)}}"


def _drawn(kind: str, rows: list[dict[str, Any]], top: float, of: Timeline, words: Words) -> str:
    folds = [
        {"begin": fold.at + 0.25, "end": fold.at + 1.75, "middle": fold.at + 1.0, "text": _folded(fold.days, words)}
        for fold in of.folds
    ]
    given = {"rows": rows, "folds": folds, "names": _names(of, words)}
    with DRAWING:
        return _svg(kind, msgspec.json.encode(given), max(of.length, LEAST_PLACES), top * 1.06 or 1)


def _folded(days: int, words: Words) -> str:
    return words.translations.ngettext("%(n)s day", "%(n)s days", days) % {"n": words.number(days)}


def _names(of: Timeline, words: Words) -> list[dict[str, Any]]:
    """Names of some bars; the year stands at the first and wherever it is another."""
    size = max(1, -(-of.length // MOST_NAMES))
    found: list[dict[str, Any]] = []
    year, free = "", 0
    for bar in of.bars:
        if bar.at >= free:
            found.append({"middle": bar.at + 0.5, "text": words.short(bar.first, of.by),
                          "year": bar.first[:4] if bar.first[:4] != year else ""})  # fmt: skip
            year, free = bar.first[:4], bar.at + size
    return found


@lru_cache(maxsize=512)
def _svg(kind: str, given: bytes, length: int, top: float) -> str:
    return _compiled(kind).draw(msgspec.json.decode(given), {"length": length, "top": top})


@cache
def _compiled(kind: str) -> Drawing:
    """The chart without its figures, made once by Altair."""
    length, top = alt.param(name="length", value=1), alt.param(name="top", value=1)
    across = {"axis": None, "scale": alt.Scale(domain=[0, alt.ExprRef("length")], nice=False, zero=False)}
    upright = {
        "axis": alt.Axis(title=None, tickCount=4, tickMinStep=1),
        "scale": alt.Scale(domain=[0, alt.ExprRef("top")], nice=False),
    }
    begin, middle = (alt.X(name, **across) for name in ("begin:Q", "middle:Q"))
    low, base = alt.Y("low:Q", **upright), alt.Y("base:Q", **upright)
    names = ["killed", "injured"] if kind == HARM else ["launched", *(how or "unsaid" for how in HOWS)]
    fill = alt.Color("kind:N", legend=None, scale=alt.Scale(domain=names, range=[PAINT[name] for name in names]))
    bar = alt.Chart(data("rows")).encode(
        x=begin, x2="end:Q", y=base, y2="best:Q", href=alt.Href("link:N"), description=alt.Description("says:N")
    )
    if kind == HARM:
        spread = alt.Chart(data("rows")).transform_filter("datum.low < datum.high")
        spread = spread.mark_rule(color=PAINT["range"], strokeWidth=1.2, aria=False)
        layers = [bar.mark_bar().encode(color=fill), spread.encode(x=middle, y=low, y2="high:Q")]
    else:
        outline = {"fillOpacity": 0.001, "stroke": PAINT["launched"], "strokeWidth": 1}
        launched = bar.transform_filter("datum.kind == 'launched'").mark_bar(**outline)
        layers = [bar.transform_filter("datum.kind != 'launched'").mark_bar().encode(color=fill), launched]
    chart = alt.layer(*layers, *_axis(begin, middle)).add_params(length, top)
    return Drawing(chart.properties(width=WIDTH, height=HEIGHT, padding=4))


def _axis(begin: Any, middle: Any) -> list[Any]:
    """The names below the bars, and the folds: a rule of dots with the number of days without an incident."""
    small = {"color": PAINT["text"], "fontSize": 11, "aria": False, "baseline": "top"}
    folds, names = alt.Chart(data("folds")), alt.Chart(data("names"))
    foot = alt.value(HEIGHT)
    return [
        folds.mark_rule(color=PAINT["range"], strokeDash=[1, 4], strokeWidth=1.5, aria=False).encode(
            x=begin, x2="end:Q", y=foot
        ),
        folds.mark_text(**{**small, "fontSize": 9, "baseline": "bottom"}).encode(
            x=middle, y=alt.value(HEIGHT - 5), text="text:N"
        ),
        names.mark_text(**small).encode(x=middle, y=alt.value(HEIGHT + 7), text="text:N"),
        names.mark_text(**small).encode(x=middle, y=alt.value(HEIGHT + 20), text="year:N"),
    ]


__all__ = ["harm_chart", "legend", "weapons_chart"]
