"""A photo on its way through a network: what its convolutions answer at 1/2, 1/4 and 1/8 of the size, and back up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from explorer.models.denoising import MULTIPLE, MultiScale

SHOWN = 12  # feature maps of a stage
ENDS = (1, 99)  # per cent of a map's values: black and white


@dataclass(frozen=True)
class Stage:
    """One stage: how many feature maps of what size, and the `maps` uint8 (k, h, w) that vary most, largest first."""

    name: str
    channels: int
    scale: int  # a map has 1 / scale of the photo's sides
    maps: npt.NDArray[np.uint8]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a map."""
        return self.maps.shape[2], self.maps.shape[1]


def stages(model: MultiScale, seen: Tensor) -> list[Stage]:
    """What the network answers to `seen` (1, C + 1, H, W), sides that divide by 8: down, at the bottom, up again."""
    if any(side % MULTIPLE for side in seen.shape[2:]):
        raise ValueError(f"sides must divide by {MULTIPLE}, not {tuple(seen.shape[2:])}")
    answers: list[Tensor] = []
    hooks = [part.register_forward_hook(lambda _, __, y: answers.append(y)) for part in _parts(model)]
    try:
        with torch.inference_mode():
            model(seen)
    finally:
        for hook in hooks:
            hook.remove()
    return [_stage(name, seen, y[0].float().cpu()) for name, y in zip(_names(model), answers, strict=True)]


def _parts(model: MultiScale) -> list[nn.Module]:
    return [*model.before, model.bottom, *model.after]


def _names(model: MultiScale) -> list[str]:
    return ["down"] * len(model.before) + ["bottom"] + ["up"] * len(model.after)


def _stage(name: str, seen: Tensor, maps: Tensor) -> Stage:
    order = maps.flatten(1).std(1).argsort(descending=True)[:SHOWN]
    chosen = maps[order].numpy()
    low, high = (np.percentile(chosen, end, axis=(1, 2), keepdims=True) for end in ENDS)
    grey = np.clip((chosen - low) / np.maximum(high - low, 1e-9), 0, 1) * 255
    return Stage(name, len(maps), seen.shape[2] // maps.shape[1], grey.astype(np.uint8))
