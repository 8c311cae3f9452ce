"""How far two places are from one another."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from saksi.model import Place

_EARTH_KM = 6371.0088  # mean radius, IUGG


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance; None where one of the two has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))
