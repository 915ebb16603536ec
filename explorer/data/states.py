"""The 48 states and DC: their outlines, which of them a place lies in, and the four regions of the Census.

The outlines are us-atlas 3.0.1 (ISC, its licence beside it), TopoJSON of the Census Bureau's cartographic boundaries at
1:10,000,000, unchanged in `us_states.json`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.errors import InputError

Places = npt.NDArray[np.float64]  # (n, 2): latitude and longitude in degrees, north and east positive
Labels = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FILE = Path(__file__).parent / "us_states.json"
RADIUS = 6371.0088  # km, the earth's mean
NEAR = 1.0  # degrees: a harbour or a pier may lie outside outlines this coarse
REGIONS = ("Northeast", "Midwest", "South", "West")
# Name, region, residents in millions at the census of 2020: the synthetic corpus spreads its people by them.
_TABLE: tuple[tuple[str, int, float], ...] = (
    ("Alabama", 2, 5.0), ("Arizona", 3, 7.2), ("Arkansas", 2, 3.0), ("California", 3, 39.5), ("Colorado", 3, 5.8),
    ("Connecticut", 0, 3.6), ("Delaware", 2, 1.0), ("District of Columbia", 2, 0.7), ("Florida", 2, 21.5),
    ("Georgia", 2, 10.7), ("Idaho", 3, 1.8), ("Illinois", 1, 12.8), ("Indiana", 1, 6.8), ("Iowa", 1, 3.2),
    ("Kansas", 1, 2.9), ("Kentucky", 2, 4.5), ("Louisiana", 2, 4.7), ("Maine", 0, 1.4), ("Maryland", 2, 6.2),
    ("Massachusetts", 0, 7.0), ("Michigan", 1, 10.1), ("Minnesota", 1, 5.7), ("Mississippi", 2, 3.0),
    ("Missouri", 1, 6.2), ("Montana", 3, 1.1), ("Nebraska", 1, 2.0), ("Nevada", 3, 3.1), ("New Hampshire", 0, 1.4),
    ("New Jersey", 0, 9.3), ("New Mexico", 3, 2.1), ("New York", 0, 20.2), ("North Carolina", 2, 10.4),
    ("North Dakota", 1, 0.8), ("Ohio", 1, 11.8), ("Oklahoma", 2, 4.0), ("Oregon", 3, 4.2), ("Pennsylvania", 0, 13.0),
    ("Rhode Island", 0, 1.1), ("South Carolina", 2, 5.1), ("South Dakota", 1, 0.9), ("Tennessee", 2, 6.9),
    ("Texas", 2, 29.1), ("Utah", 3, 3.3), ("Vermont", 0, 0.6), ("Virginia", 2, 8.6), ("Washington", 3, 7.7),
    ("West Virginia", 2, 1.8), ("Wisconsin", 1, 5.9), ("Wyoming", 3, 0.6),
)  # fmt: skip
STATES = tuple(name for name, _, _ in _TABLE)
REGION_OF: Labels = np.array([region for _, region, _ in _TABLE])
RESIDENTS = np.array([millions for _, _, millions in _TABLE])


@lru_cache(maxsize=1)
def polygons() -> list[Any]:
    """A shapely MultiPolygon (x = longitude) of each of `STATES`."""
    import shapely

    topology = json.loads(FILE.read_text())
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]
    found = {}
    for geometry in topology["objects"]["states"]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [[_ring(ids, arcs) for ids in part] for part in parts]
        found[geometry["properties"]["name"]] = shapely.MultiPolygon([(ring[0], ring[1:]) for ring in rings])
    return [found[name] for name in STATES]


def _ring(ids: list[int], arcs: list[Places]) -> Places:
    """The closed line that arcs make, each of which begins where the last one ends; ~i is arc i backwards."""
    lines = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ids]
    return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])


def state_of(places: Places) -> Labels:
    """The index in `STATES` of each place (n, 2), -1 where it is farther than `NEAR` from all; raises `InputError`."""
    import shapely

    check(places)
    points = shapely.points(places[:, 1], places[:, 0])
    asked, nearest = _tree().query_nearest(points, max_distance=NEAR, all_matches=False)
    found = np.full(len(places), -1)
    found[asked] = nearest
    return found


def check(places: Places) -> None:
    """Raise `InputError` unless every latitude is from -90 to 90 and every longitude from -180 to 180 degrees."""
    off = ~((np.abs(places[:, 0]) <= 90) & (np.abs(places[:, 1]) <= 180))  # NaN is off, too
    if off.any():
        i = int(off.argmax())
        raise InputError(
            f"place {i + 1} lies outside the earth: latitude {places[i, 0]:g}, longitude {places[i, 1]:g}; "
            "latitudes go from -90 to 90 degrees and longitudes from -180 to 180"
        )


def distance(a: Places, b: Places) -> Floats:
    """The great-circle distance in km between places (…, 2), by the haversine formula."""
    x, y = np.radians(a), np.radians(b)
    half = np.sin((x - y) / 2) ** 2
    chord = half[..., 0] + np.cos(x[..., 0]) * np.cos(y[..., 0]) * half[..., 1]
    return np.asarray(2 * RADIUS * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


@lru_cache(maxsize=1)
def _tree() -> Any:
    import shapely

    return shapely.STRtree(polygons())


@lru_cache(maxsize=4)
def outlines(tolerance: float = 0.05) -> list[list[Places]]:
    """The outer lines (m, 2) of each state, islands after the mainland, bent by no more than `tolerance` degrees."""
    import shapely

    found = []
    for state in polygons():
        parts = sorted(shapely.get_parts(state.simplify(tolerance)), key=lambda part: -part.area)
        lines = [np.array(part.exterior.coords)[:, ::-1] for part in parts]
        found.append(lines[:1] + [line for line in lines[1:] if len(line) > 4])
    return found


@lru_cache(maxsize=1)
def middles() -> Places:
    """A place inside each state (49, 2), near its middle: where its circle is drawn."""
    points = [state.representative_point() for state in polygons()]
    return np.array([(point.y, point.x) for point in points])
