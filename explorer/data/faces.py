"""The Olivetti faces (AT&T Laboratories Cambridge): 40 people, 10 pictures each, 64x64, grey."""

from __future__ import annotations

import numpy as np

from explorer.data.imageset import ImageSet
from explorer.data.loader import Source, fetch
from explorer.errors import DataError

SOURCE = Source(
    "olivetti",
    "faces",
    "olivettifaces.mat",
    "https://cs.nyu.edu/~roweis/data/olivettifaces.mat",
    "sha256:b1988d02c72fe5b8ee82b5ef3bb7982eafc74f1e1ff0ae0ade35061ad0af534d",
)
PER_PERSON, TRAIN_PER_PERSON = 10, 8


def load(split: str) -> ImageSet:
    """Return the split as uint8 (N, 1, 64, 64): eight pictures of each person to train on, two to test."""
    from scipy.io import loadmat

    path = fetch(SOURCE)
    try:
        faces = loadmat(path)["faces"]  # (4096, 400), columns are pictures, written column by column
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"is not the Olivetti file: {error}", path) from error
    images = faces.T.reshape(-1, 1, 64, 64).transpose(0, 1, 3, 2).astype(np.uint8)
    person = np.arange(len(images)) // PER_PERSON
    first = np.arange(len(images)) % PER_PERSON < TRAIN_PER_PERSON
    rows = np.flatnonzero(first if split == "train" else ~first)
    names = tuple(f"person {i + 1}" for i in range(person.max() + 1))
    return ImageSet(np.ascontiguousarray(images[rows]), "olivetti", split, person[rows].astype(np.int64), names)
