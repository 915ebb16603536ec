"""What restoring costs: seconds beside DnCNN's network and non-local means, memory of a large photo, bf16, tiles."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from explorer import models
from explorer.bench import Row, apart, mean_row, row
from explorer.config import ModelConfig
from explorer.hardware import has_bf16_units
from explorer.restore import nonlocal_means, tiles
from explorer.training.checkpoint import open_run

Floats = npt.NDArray[np.float32]
Say = Callable[[str], None]
SIDE = 512  # pixels of what is timed
LARGE = (4000, 6000)  # 24 megapixels
SMALL_TILE = 256  # cuts BSD68's pictures, which the usual tile takes whole


class DnCNN(nn.Sequential):
    """The network of Zhang et al. 2017: 17 convolutions of 64 channels at full size, to be timed, not trained."""

    def __init__(self, channels: int = 1) -> None:
        layers: list[nn.Module] = [nn.Conv2d(channels, 64, 3, padding=1), nn.ReLU(inplace=True)]
        for _ in range(15):
            layers += [nn.Conv2d(64, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True)]
        super().__init__(*layers, nn.Conv2d(64, channels, 3, padding=1))


def exactness(pictures: list[Floats], model: nn.Module, ratios: dict[str, float]) -> list[Row]:
    """How far bf16 is from fp32 in dB, and tiles from the whole picture, at sigma 25."""
    from explorer.bench.restore import noisy, psnr

    lost, apart_ = [], []
    for x in pictures:
        y = noisy(x, 25)
        whole = tiles.over(model, y, 25 / 255, bf16=False)
        cut = tiles.over(model, y, 25 / 255, bf16=False, tile=SMALL_TILE)
        lost.append(psnr(x, whole) - psnr(x, tiles.over(model, y, 25 / 255, bf16=True)))
        apart_.append(float(np.abs(whole - cut).max()))
    rows = [
        mean_row("dB lost by bf16", lost, "dB", set="BSD68", sigma=25),
        mean_row("tiles against whole, largest difference", apart_, "of the full range", tile=SMALL_TILE),
    ]
    ratios["dB lost by bf16"] = rows[0].value
    ratios["tiles against whole, largest difference of all"] = max(apart_)
    return rows


def seconds(model: nn.Module | None, repeats: int, ratios: dict[str, float], say: Say) -> list[Row]:
    """One grey picture of 512x512 through each, in turns; without a run through our untrained network."""
    if model is None:
        say("no grey run: our network is timed untrained, which changes nothing in its time")
        model = _untrained(1)
    ours = model
    rival = DnCNN().eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    y = np.random.default_rng(0).random((SIDE, SIDE, 1), np.float32)
    planes = torch.from_numpy(y).permute(2, 0, 1)[None].contiguous(memory_format=torch.channels_last)
    methods: dict[str, Callable[[], Any]] = {
        "ours, fp32": lambda: tiles.over(ours, y, 0.1, bf16=False),
        "DnCNN's network, fp32": lambda: _plain(rival, planes),
        "non-local means": lambda: nonlocal_means(y.transpose(2, 0, 1), 0.1),
    }
    if has_bf16_units(torch.device("cpu")):
        methods["ours, bf16"] = lambda: tiles.over(ours, y, 0.1, bf16=True)
    took: dict[str, list[float]] = {name: [] for name in methods}
    for i in range(repeats + 1):
        for name, work in methods.items():
            started = time.perf_counter()
            work()
            if i:  # the first of each warms up
                took[name].append(time.perf_counter() - started)
    rows = [row(f"{SIDE}x{SIDE} grey, {name}", values, "s") for name, values in took.items()]
    medians = {name: r.value for name, r in zip(took, rows, strict=True)}
    say(", ".join(f"{name} {value:.2f} s" for name, value in medians.items()))
    for mine in [name for name in medians if name.startswith("ours")]:
        ratios[f"seconds, {mine} to non-local means"] = medians[mine] / medians["non-local means"]
        ratios[f"seconds, {mine} to DnCNN"] = medians[mine] / medians["DnCNN's network, fp32"]
    return rows


def large(run: str | None, ratios: dict[str, float], say: Say) -> list[Row]:
    """A colour photo of 24 megapixels in a process of its own, by `run` or our untrained network: seconds, memory."""
    took, peak = apart(_large, run)
    say(f"24 megapixels: {took:.1f} s, {peak:.2f} GB")
    ratios["GB of a 24-megapixel photo"] = peak
    about = {"run": run or "untrained"}
    return [
        row("24 megapixels in colour", [took], "s", **about),
        row("24 megapixels in colour, most memory of the process", [peak], "GB", **about),
    ]


def _large(run: str | None) -> tuple[float, float]:
    """Seconds from pixels to pixels, and gigabytes."""
    from explorer.data.photo import Photo
    from explorer.restore import photo

    model = open_run(run).model if run else _untrained(3)
    pixels = np.random.default_rng(0).integers(0, 256, (*LARGE, 3), np.uint8)
    started = time.perf_counter()
    photo.denoise(model, Photo(pixels))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return time.perf_counter() - started, most * (1 if sys.platform == "darwin" else 1024) / 1e9


def _untrained(channels: int) -> nn.Module:
    return models.build(ModelConfig("dae", "multiscale", size="large", image_shape=(channels, 64, 64))).eval()


def _plain(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    with torch.inference_mode():
        y: torch.Tensor = model(x)
    return y
