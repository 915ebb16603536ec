"""scikit-learn's 1,797 handwritten digits, 8x8 in the package itself, shown at 32x32: always here."""

from __future__ import annotations

import numpy as np
from PIL import Image

from explorer.data.imageset import ImageSet

SIDE = 32
TRAIN = 1437  # four fifths


def load(split: str) -> ImageSet:
    """Return the split as uint8 (N, 1, 32, 32), shuffled once with seed 0."""
    from sklearn.datasets import load_digits  # a second to import

    raw = load_digits()
    small = np.round(raw.images * (255 / 16)).astype(np.uint8)  # (N, 8, 8)
    large = [Image.fromarray(s).resize((SIDE, SIDE), Image.Resampling.BICUBIC) for s in small]
    order = np.random.default_rng(0).permutation(len(small))
    rows = order[:TRAIN] if split == "train" else order[TRAIN:]
    return ImageSet(
        images=np.stack([np.asarray(picture) for picture in large])[rows, None],
        name="digits",
        split=split,
        labels=raw.target[rows].astype(np.int64),
        label_names=tuple("0123456789"),
    )
