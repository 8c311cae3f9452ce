"""Drawings by Vega-Lite on the server: a chart is made once by Altair and compiled; each drawing only gives it figures.

Colours are stand-ins (`PAINT`) that the style sheet replaces, so that one drawing serves light, dark and print.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from threading import Lock
from typing import Any

import altair
import vl_convert

# Altair is typed so closely that no chart made from data passes; its specification is checked when it is compiled.
alt: Any = altair
Rows = Sequence[Mapping[str, Any]]

# What the style sheet knows each stand-in by.
PAINT = {
    "killed": "#a00001", "injured": "#a00002", "range": "#a00003", "launched": "#a00004", "shot_down": "#a00005",
    "jammed": "#a00006", "lost": "#a00007", "mixed": "#a00008", "unsaid": "#a00009", "land": "#a0000a",
    "border": "#a0000b", "place": "#a0000c", "text": "#a0000d", "rule": "#a0000e",
}  # fmt: skip
FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', sans-serif"
# More digits than a pixel can show, and the address that Vega puts before a link of this server.
_LONG, _BASE = re.compile(r"(\d\.\d)\d+"), "https://vega.github.io/vega-datasets/"
_SIZE = re.compile(r'(<svg [^>]*?) width="[0-9.]+" height="[0-9.]+"')
# vl-convert draws one at a time; whoever waits for the same drawing then finds it kept.
DRAWING = Lock()


class Drawing:
    """A chart compiled once. `draw` fills its data sets (all named) and its parameters."""

    def __init__(self, chart: Any) -> None:
        self._spec: dict[str, Any] = vl_convert.vegalite_to_vega(_styled(chart).to_dict())

    def draw(self, data: Mapping[str, Rows], parameters: Mapping[str, float] | None = None) -> str:
        """The drawing as it may stand in a page under the strict policy: no style attributes, as wide as the page."""
        spec = copy(self._spec)
        spec["data"] = [{**d, "values": data[d["name"]]} if d["name"] in data else d for d in spec["data"]]
        given = parameters or {}
        spec["signals"] = [{**s, "value": given.get(s["name"], s.get("value"))} for s in spec.get("signals", ())]
        return _clean(vl_convert.vega_to_svg(spec))


def data(name: str) -> Any:
    """A named data set that `draw` fills."""
    return alt.Data(name=name)


def _styled(chart: Any) -> Any:
    """A chart in the house's hand: thin rules, small labels, no frame."""
    return (
        chart.configure(background="transparent", font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=PAINT["text"], labelFontSize=11, domainColor=PAINT["rule"], gridColor=PAINT["rule"],
            gridOpacity=0.7, ticks=False, labelPadding=6,
        )
    )  # fmt: skip


def _clean(svg: str) -> str:
    svg = re.sub(r' style="[^"]*"', "", _LONG.sub(r"\1", svg.replace(_BASE, "").replace("xlink:href", "href")))
    return _SIZE.sub(r'\1 role="group"', svg, count=1)
