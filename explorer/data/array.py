"""A user's .npy file of images, memory-mapped: as many as the disk holds, and none is read before it is used."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from explorer.data.folder import MIN_IMAGES, SIDES
from explorer.data.imageset import ImageSet
from explorer.errors import DataError


def load(path: str | Path, split: str) -> ImageSet:
    """Open uint8 (N, H, W), (N, C, H, W) or (N, H, W, C) with C of 1 or 3; the last tenth is for testing.

    Nothing is shuffled here: the images should lie in no order. Raises `DataError` for any other file.
    """
    path = Path(path)
    try:
        # Copy on write: nothing can change the file, and torch is not warned of memory that it must not write.
        found = np.load(path, mmap_mode="c", allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise DataError(f"is not an .npy file of numbers: {error}", path) from error
    images = found[:, None] if found.ndim == 3 else found
    if images.ndim == 4 and images.shape[1] not in (1, 3):
        images = np.moveaxis(images, 3, 1)
    if images.dtype != np.uint8 or images.ndim != 4 or images.shape[1] not in (1, 3):
        raise DataError(f"holds {found.dtype} {found.shape}; images are uint8 (N, H, W) or (N, 1 or 3, H, W)", path)
    if len(images) < MIN_IMAGES:
        raise DataError(f"holds {len(images)} images; at least {MIN_IMAGES} are needed to learn from", path)
    low, high = SIDES
    if not all(low <= side <= high for side in images.shape[2:]):
        raise DataError(
            f"has images of {images.shape[2]}x{images.shape[3]}; sides go from {low} to {high} pixels", path
        )
    test = max(1, len(images) // 10)
    return ImageSet(images[-test:] if split == "test" else images[:-test], path.stem, split)
