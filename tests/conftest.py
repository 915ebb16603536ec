"""Tiny runs on the digits, trained once and shared by all tests, each in its own copy of a runs folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
import skimage.data
import torch
from PIL import Image, ImageOps

from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.training import engine
from explorer.training.checkpoint import read_tensors

torch.set_num_threads(1)  # models this small gain nothing from two, and lose tenfold beside another busy process

T = TypeVar("T")
KINDS = ("ae", "dae", "inpaint", "pca", "vae")


def tiny(kind: str, **train: object) -> RunConfig:
    """A run that trains in about a second: digits, mlp, one epoch."""
    noise, mask = ("gaussian:0.3" if kind == "dae" else None), ("box:0.4" if kind == "inpaint" else None)
    settings: dict[str, object] = {"epochs": 1, "batch_size": 64, "noise": noise, "mask": mask, "device": "cpu",
                                   "precision": "fp32"}  # fmt: skip
    return RunConfig(
        DataConfig("digits"),
        ModelConfig(kind, "mlp", 4, "tiny", image_shape=(1, 32, 32)),
        TrainConfig(**{**settings, **train}),  # type: ignore[arg-type]
        map="pca",
    )


def in_two_parts(config: RunConfig, run: Path, step: int) -> None:
    """Train, stop at a step, and carry on to the end."""

    def told(p: engine.Progress) -> None:
        if p.step == step:
            (run / "stop").touch()

    with pytest.raises(engine.Stopped):
        engine.train(config, run, told)
    engine.resume(run)


def same_weights(run: Path, other: Path) -> bool:
    """Whether two runs have the same weights, to the bit."""
    ours, theirs = (read_tensors(one / "model.safetensors")[0] for one in (run, other))
    return ours.keys() == theirs.keys() and all(torch.equal(ours[k], theirs[k]) for k in theirs)


def tiny_photos(folder: Path, kind: str = "dae", channels: int = 1, **train: object) -> RunConfig:
    """A run on the photos of a folder that trains in a second: 24 patches of 32x32 to an epoch."""
    task = {"noise": "blind:55"} if kind == "dae" else {"mask": "any:0.25"}
    settings: dict[str, object] = {"epochs": 1, "batch_size": 4, "device": "cpu", "precision": "fp32", **task}
    return RunConfig(
        DataConfig(str(folder)),
        ModelConfig(kind, "multiscale", size="tiny", image_shape=(channels, 32, 32)),
        TrainConfig(**{**settings, **train}),  # type: ignore[arg-type]
        map="none",
    )


@pytest.fixture(scope="session")
def photo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five real photos of scikit-image's, cut to 96x64 or 64x96, colour and grey, one held out. Not to be changed."""
    folder = tmp_path_factory.mktemp("photos")
    for i, name in enumerate(("astronaut", "camera", "chelsea", "coffee", "rocket")):
        size = (96, 64) if i % 2 else (64, 96)
        picture = Image.fromarray(getattr(skimage.data, name)())
        ImageOps.fit(picture, size).save(folder / f"{name}.png")
    return folder


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one finished run of every kind, named by its kind. Not to be changed."""
    root = tmp_path_factory.mktemp("trained")
    for kind in KINDS:
        engine.train(tiny(kind), root / kind)
    return root


@pytest.fixture
def runs(trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the trained runs that a test may change, and where names of runs are looked up."""
    shutil.copytree(trained, tmp_path / "runs")
    monkeypatch.setenv("EXPLORER_CHECKPOINTS", str(tmp_path / "runs"))
    return tmp_path / "runs"


@pytest.fixture
def without_onnx(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trainings end without their ONNX files, which take ten times as long as all else in a tiny run."""
    monkeypatch.setattr("explorer.export.export", lambda *_: {})


@pytest.fixture
def generator() -> torch.Generator:
    return torch.Generator().manual_seed(0)


needs_data = pytest.mark.skipif("EXPLORER_DATA" not in os.environ, reason="EXPLORER_DATA names no folder with MNIST")


def apart(work: Callable[[], T]) -> T:
    """In a thread of its own: where the browser tests have Playwright open, it opens no second time beside them."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(work).result()
