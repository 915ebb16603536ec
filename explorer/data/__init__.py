"""The table of datasets: every one arrives as an `ImageSet`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from explorer.data import array, digits, faces, folder, loader, mnist, sprites
from explorer.data.imageset import ImageSet
from explorer.data.loader import Source
from explorer.errors import DataError

__all__ = ["DATASETS", "SPLITS", "Dataset", "ImageSet", "available", "get", "load", "shape"]

SPLITS = ("train", "test")


@dataclass(frozen=True)
class Dataset:
    """One row: how it is loaded, what one picture is, and the files it needs (none: it is always here)."""

    title: str
    shape: tuple[int, int, int]
    load: Callable[[str], ImageSet]
    train: int
    test: int
    sources: tuple[Source, ...] = ()


DATASETS: dict[str, Dataset] = {
    "digits": Dataset("Digits (scikit-learn)", (1, 32, 32), digits.load, 1437, 360),
    "sprites": Dataset("Sprites (drawn here)", (3, 64, 64), sprites.load, 20_000, 2_000),
    "mnist": Dataset(
        "MNIST", (1, 28, 28), partial(mnist.load, "mnist"), 60_000, 10_000, tuple(mnist.sources("mnist"))
    ),
    "fashion-mnist": Dataset(
        "Fashion-MNIST", (1, 28, 28), partial(mnist.load, "fashion-mnist"), 60_000, 10_000,
        tuple(mnist.sources("fashion-mnist")),
    ),
    "olivetti": Dataset("Olivetti faces", (1, 64, 64), faces.load, 320, 80, (faces.SOURCE,)),
}  # fmt: skip


def load(name: str | Path, split: str = "train", image_size: int | None = None) -> ImageSet:
    """Return a split of a dataset by name, or of a folder, ZIP or .npy file by path.

    Raises `DataError` (and its kin `OfflineError`, `ImageError`) in one sentence.
    """
    if split not in SPLITS:
        raise DataError(f"split must be train or test, not {split!r}")
    if str(name) in DATASETS:
        return _load(str(name), split)
    if not Path(name).exists() and Path(name).name == str(name):
        raise DataError(
            f"there is no dataset {str(name)!r}; there is {', '.join(DATASETS)}, or a folder, ZIP or .npy file"
        )
    if Path(name).suffix == ".npy" and Path(name).is_file():
        return array.load(name, split)
    return folder.load(name, split, image_size)


@lru_cache(maxsize=2)
def _load(name: str, split: str) -> ImageSet:
    return DATASETS[name].load(split)


def shape(name: str | Path, image_size: int | None = None) -> tuple[int, int, int]:
    """(C, H, W) of a dataset's pictures."""
    row = DATASETS.get(str(name))
    return row.shape if row else load(name, "test", image_size).shape


def available(name: str) -> bool:
    """Whether a dataset can be loaded now without the network."""
    return all(loader.here(source) for source in DATASETS[name].sources)


def get(name: str) -> list[Path]:
    """Download what a dataset needs, with progress on stderr; return its files."""
    if name not in DATASETS:
        raise DataError(f"there is no dataset {name!r}; there is {', '.join(DATASETS)}")
    return [loader.fetch(source) for source in DATASETS[name].sources]
