"""The atlas of a run: codes, labels, errors, 2-D points, decoded thumbnails. A map needs no dataset.

atlas/codes.npz       z (n, d) · label (n,) or -1 · error (n,) · kl (n,) nats · kl_dim (d,) nats · and where the
                      pictures were drawn from known factors, factors (n, f)
atlas/xy-METHOD.npz   xy (n, 2)
atlas/thumbs.png      the first pictures decoded, `columns` to a row
atlas/atlas.json      n, split, seed, label and factor names, thumbnails, the seed and quality of each map
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from explorer.errors import CheckpointError
from explorer.files import read_json

POINTS = 10_000  # of the test split at most: all of MNIST's, and what a browser pans without thought
THUMBS = 1000
COLUMNS = 40

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Atlas:
    """What `read` found: arrays as in the module's table, `xy` by method, `meta` the JSON."""

    z: Floats
    label: npt.NDArray[np.int64]
    error: Floats
    kl: Floats
    kl_dim: Floats
    xy: dict[str, Floats]
    meta: dict[str, Any]
    factors: Floats | None = None

    @property
    def label_names(self) -> list[str]:
        return list(self.meta["label_names"])

    @property
    def known_factors(self) -> dict[str, Floats]:
        """The factors that the pictures were drawn from, each (n,), by name; without one that is the label itself."""
        if self.factors is None:
            return {}
        columns = zip(self.meta["factor_names"], self.factors.T, strict=True)
        return {name: column for name, column in columns if not np.array_equal(column, self.label)}

    def first(self, n: int) -> Atlas:
        """The atlas of the first `n` images alone."""
        if n >= len(self.z):
            return self
        short = {name: getattr(self, name)[:n] for name in ("z", "label", "error", "kl")}
        meta = {**self.meta, "n": n, "thumbs": min(n, self.meta["thumbs"])}
        return replace(self, **short, xy={method: xy[:n] for method, xy in self.xy.items()}, meta=meta)


def read(run: Path) -> Atlas:
    """Read a run's atlas; `CheckpointError` where there is none or it is not whole."""
    folder = run / "atlas"
    meta = _meta(run)
    named = ["factors"] if meta.get("factor_names") else []
    codes = load_npz(folder / "codes.npz", "z", "label", "error", "kl", "kl_dim", *named)
    # A map whose quality is not written down was cut off on its way.
    xy = {name: load_npz(folder / f"xy-{name}.npz", "xy")["xy"] for name in sorted(meta["maps"])}
    return Atlas(
        codes["z"], codes["label"], codes["error"], codes["kl"], codes["kl_dim"], xy, meta, codes.get("factors")
    )


def thumbnails(run: Path) -> list[Image.Image]:
    """The decoded thumbnails of the first points, in the order of the codes."""
    meta, path = _meta(run), run / "atlas" / "thumbs.png"
    try:
        with Image.open(path) as file:  # of a run to hand on it has a palette
            sheet = file.convert("L" if meta["image_shape"][0] == 1 else "RGB")
    except (OSError, SyntaxError, ValueError) as error:
        raise CheckpointError(f"cannot be read: {error}", path) from error
    height, width = meta["image_shape"][1:]
    corners = [((i % COLUMNS) * width, (i // COLUMNS) * height) for i in range(meta["thumbs"])]
    return [sheet.crop((x, y, x + width, y + height)) for x, y in corners]


def _meta(run: Path) -> dict[str, Any]:
    meta = read_json(run / "atlas" / "atlas.json")
    if meta is None:
        raise CheckpointError("has no map yet: `explorer embed` draws that of a finished run", run)
    return meta


def npz(**arrays: Any) -> bytes:
    """The arrays as the bytes of a compressed .npz."""
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def load_npz(path: Path, *names: str) -> dict[str, npt.NDArray[Any]]:
    """The arrays `names` of an .npz, or all, without pickle; halves come as float32.

    Raises `CheckpointError` where it is not whole.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            found = {name: file[name] for name in names or file.files}
            return {k: v.astype(np.float32) if v.dtype == np.float16 else v for k, v in found.items()}
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise CheckpointError(f"cannot be read: {error}", path) from error
