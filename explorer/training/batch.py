"""What a bank hands to a step: pictures, and their labels where those are what is learnt."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Batch:
    """`images` uint8 (B, C, H, W), `labels` int64 (B,) or None, both on the device of the training."""

    images: Tensor
    labels: Tensor | None = None

    def __len__(self) -> int:
        return len(self.images)

    def chunk(self, parts: int) -> list[Batch]:
        """The batch in about `parts` equal parts, in order."""
        images = self.images.chunk(parts)
        labels = [None] * len(images) if self.labels is None else self.labels.chunk(parts)
        return [Batch(x, y) for x, y in zip(images, labels, strict=True)]

    def target(self, x: Tensor) -> Tensor:
        """What the model is to give back: the labels where there are any, else the clean pictures `x`."""
        return x if self.labels is None else self.labels
