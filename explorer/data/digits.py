"""scikit-learn's 1,797 handwritten digits, 8x8 in the package itself, shown at 32x32: always here."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from explorer.data.imageset import ImageSet
from explorer.errors import DataError

SIDE = 32
TRAIN = 1437  # four fifths


def load(split: str) -> ImageSet:
    """Return the split as uint8 (N, 1, 32, 32), shuffled once with seed 0."""
    table = _rows(split)
    return ImageSet(
        images=enlarged(_pixels(table)),
        name="digits",
        split=split,
        labels=table[:, -1].astype(np.int64),
        label_names=tuple("0123456789"),
    )


def small(split: str) -> npt.NDArray[np.uint8]:
    """The split as it is in the package, (N, 8, 8), in the same order."""
    return _pixels(_rows(split))


def _rows(split: str) -> npt.NDArray[np.float64]:
    table = _table()
    order = np.random.default_rng(0).permutation(len(table))
    return table[order[:TRAIN] if split == "train" else order[TRAIN:]]


def _pixels(table: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    return np.round(table[:, :-1] * (255 / 16)).astype(np.uint8).reshape(-1, 8, 8)


def enlarged(pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Grey pictures (N, h, w) at the size the digits are shown at, (N, 1, 32, 32)."""
    large = [Image.fromarray(s).resize((SIDE, SIDE), Image.Resampling.BICUBIC) for s in pictures]
    return np.stack([np.asarray(picture) for picture in large])[:, None]


def _table() -> npt.NDArray[np.float64]:
    """Rows of 64 values from 0 to 16 and a label: the package's own file, without the 1.5 s that importing it takes."""
    found = importlib.util.find_spec("sklearn")
    if found is None or not found.submodule_search_locations:
        raise DataError("scikit-learn, which holds the digits, is not installed")
    file = Path(found.submodule_search_locations[0]) / "datasets" / "data" / "digits.csv.gz"
    try:
        with gzip.open(file, "rt") as rows:
            return np.loadtxt(rows, delimiter=",")
    except (OSError, ValueError) as error:
        raise DataError(f"cannot be read: {error}", file) from error
