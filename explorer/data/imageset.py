"""The one form in which every dataset arrives."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class ImageSet:
    """Pictures and what is known of them.

    `images` uint8 (N, C, H, W); `labels` (N,) indices into `label_names`, or None; `factors` (N, F) the known
    causes of procedural pictures, named by `factor_names`, or None.
    """

    images: npt.NDArray[np.uint8]
    name: str
    split: str
    labels: npt.NDArray[np.int64] | None = None
    label_names: tuple[str, ...] = ()
    factors: npt.NDArray[np.float32] | None = None
    factor_names: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.images)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(C, H, W)."""
        _, channels, height, width = self.images.shape
        return channels, height, width

    def binarized(self, how: str, seed: int) -> ImageSet:
        """Ink or none, 255 or 0, each value drawn with its own grey as the probability of ink.

        `how` is a binarization of `DataConfig`: `grey` leaves all as it is, and what is `fixed` knows no seed.
        """
        return self if how == "grey" else replace(self, images=ink(self.images, 0 if how == "fixed" else seed))

    def take(self, n: int) -> ImageSet:
        """The first n pictures."""
        return self.pick(slice(n))

    def pick(self, rows: slice | npt.NDArray[np.int64]) -> ImageSet:
        """The pictures at `rows`."""
        return replace(
            self,
            images=self.images[rows],
            labels=None if self.labels is None else self.labels[rows],
            factors=None if self.factors is None else self.factors[rows],
        )


def ink(images: npt.NDArray[np.uint8], seed: int) -> npt.NDArray[np.uint8]:
    """255 or 0 for each value, with value / 255 as the probability of 255; what is 255 or 0 stays."""
    rng, drawn = np.random.default_rng(seed), np.empty_like(images)
    for i in range(0, len(images), 4096):  # the draws of 60,000 pictures at once would take 190 MB
        part = images[i : i + 4096]
        drawn[i : i + 4096] = (rng.random(part.shape, np.float32) * 255 < part) * np.uint8(255)
    return drawn
