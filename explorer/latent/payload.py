"""A map as the browser receives it: points, labels or values, thumbnails, and the plane that a PCA shows."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from explorer.latent.atlas import Atlas
from explorer.latent.inverse import affine

BOXED = {"mnist"}  # data of which each picture was fitted to a box: a drawn one is, too


@dataclass(frozen=True)
class Scale:
    """A number of each point, (n,), its name and unit, and the colours from the lowest to the highest."""

    values: npt.NDArray[Any]
    title: str
    unit: str
    colours: Sequence[str]


def plane(atlas: Atlas, method: str) -> list[list[float]] | None:
    """Of a PCA map, the code at its lower left corner and the steps to its right and its upper end, (3, d)."""
    if method != "pca":
        return None
    xy = atlas.xy[method].astype(float)
    mean, basis = affine(atlas.z, xy)
    low, high = xy.min(0), xy.max(0)
    found = np.stack([mean + low @ basis, *((high - low)[:, None] * basis)])
    return [[float(v) for v in row] for row in found]


def places(xy: npt.NDArray[Any]) -> dict[str, str]:
    """The points (n, 2) stretched to the unit square, in 16 bits: a 70,000-point map is 0.4 MB."""
    low, high = xy.min(0), xy.max(0)
    place = (xy - low) / np.maximum(high - low, 1e-9)
    x, y = (packed((place[:, k] * 65535).round(), "<u2") for k in (0, 1))
    return {"x": x, "y": y}


def labels(atlas: Atlas, palette: Sequence[str]) -> dict[str, Any]:
    """Each point's group, and the name and ink of the groups: the labels that occur, -1 being none."""
    found, group = np.unique(atlas.label, return_inverse=True)
    known = atlas.label_names
    names = [known[k] if 0 <= k < len(known) else "images" for k in found]
    inks = [palette[k % len(palette)] for k in found]
    return {"colour": "label", "group": packed(group, "<u2"), "names": names, "inks": inks}


def values(scale: Scale) -> dict[str, Any]:
    """The values with the ends of their scale: the 1st and the 99th percentile, so that no outlier takes all of it."""
    low, high = (float(v) for v in np.percentile(scale.values, [1, 99]))
    ends = {"low": low, "high": high, "title": scale.title, "unit": scale.unit}
    packing = {"values": packed(scale.values, "<f4")}
    return {"colour": scale.title, "scale": ends | packing, "inks": list(scale.colours)}


def packed(numbers: npt.NDArray[Any], kind: str) -> str:
    """Numbers as base64 of their bytes: Streamlit carries a text over unchanged, and a list at thrice the length."""
    return base64.b64encode(np.ascontiguousarray(numbers, kind).tobytes()).decode()


def pictures(atlas: Atlas, sheet: Path) -> dict[str, Any]:
    """The pictures: the sheet of the thumbnails, their shape and ground; each point's label and squared error."""
    channels, high, wide = atlas.meta["image_shape"]
    stamp = sheet.stat().st_mtime
    return {
        "sheet": _data_uri(sheet, stamp), "thumbs": atlas.meta["thumbs"], "columns": atlas.meta["columns"],
        "wide": wide, "high": high, "side": max(wide, high), "grey": channels == 1, "ink": _on_black(sheet, stamp),
        "dark": on_dark(sheet, stamp, wide), "boxed": atlas.meta["data"] in BOXED,
        "label": packed(atlas.label, "<i2"), "errors": packed(atlas.error, "<f4"),
    }  # fmt: skip


@lru_cache(maxsize=8)
def _data_uri(sheet: Path, stamp: float) -> str:
    return f"data:image/png;base64,{base64.b64encode(sheet.read_bytes()).decode()}"


@lru_cache(maxsize=8)
def _on_black(sheet: Path, stamp: float) -> bool:
    """Whether the pictures lie on black ground, which can be made clear."""
    with Image.open(sheet) as image:
        return bool(np.asarray(image.convert("L").crop((0, 0, image.width, 1))).mean() < 40)


@lru_cache(maxsize=8)
def on_dark(sheet: Path, stamp: float, wide: int) -> bool:
    """Whether the pictures lie on a dark ground, even if what they show reaches some of their edges."""
    with Image.open(sheet) as image:
        return bool(np.median(np.asarray(image.convert("L"))[:, ::wide]) < 40)
