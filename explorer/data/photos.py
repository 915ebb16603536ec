"""Whole photos to learn restoration from: folders of any sizes in one flat buffer, the last of each twenty held out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from explorer.data.folder import ENDINGS, read_image
from explorer.data.imageset import ImageSet
from explorer.errors import DataError

HELD_OUT = 20  # of so many photos of a folder, in the order of their names, the last is for testing
CUT = 128  # pixels: the side of what is cut out of the middle of a test photo
BENCHMARKS = ("set12", "bsd68", "cbsd68")  # what published figures are measured on: never learnt from
SIGNATURE = 16  # cells to a side
ALIKE = 2.0  # grey levels: cells of one photo, saved twice, differ by less on average

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Photos:
    """Photos row under row: `pixels` uint8 (T, C), photo i from `starts[i]` on, `heights[i]` x `widths[i]`."""

    pixels: Bytes
    heights: npt.NDArray[np.int64]
    widths: npt.NDArray[np.int64]
    patch: int
    name: str

    @property
    def starts(self) -> npt.NDArray[np.int64]:
        areas = self.heights * self.widths
        return np.asarray(np.cumsum(areas) - areas)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(C, H, W) of the patches that are cut out of them."""
        return self.pixels.shape[1], self.patch, self.patch

    def __len__(self) -> int:
        """Patches in an epoch: as many as lie side by side in the photos."""
        return int(((self.heights // self.patch) * (self.widths // self.patch)).sum())


def load(names: str, channels: int, patch: int) -> tuple[Photos, ImageSet]:
    """Return the photos of FOLDER[,FOLDER...] to learn from, and the middles of those held out, as a test split.

    Raises `DataError` where a folder is missing, a photo smaller than a patch, or one of a benchmark's among them.
    """
    train: list[Bytes] = []
    test: list[Bytes] = []
    for name in names.split(","):
        folder = find(name)
        files = picture_files(folder)
        if len(files) < 2:
            raise DataError("holds fewer than two photos: one is to learn from, one for testing", folder)
        pictures = [_read(file, channels, patch) for file in files]
        refuse_benchmarks(files, pictures)
        held = set(range(min(HELD_OUT, len(files)) - 1, len(files), HELD_OUT))
        train += [p for i, p in enumerate(pictures) if i not in held]
        test += [_middle(p) for i, p in enumerate(pictures) if i in held]
    side = min(min(p.shape[:2]) for p in test)
    middles = np.stack([p[:side, :side].transpose(2, 0, 1) for p in test])
    heights, widths = (np.array([p.shape[k] for p in train], np.int64) for k in (0, 1))
    pixels = np.concatenate([p.reshape(-1, channels) for p in train])
    return Photos(pixels, heights, widths, patch, names), ImageSet(middles, names, "test")


def find(name: str) -> Path:
    """The folder of that name, here or under `EXPLORER_DATA`."""
    named = os.environ.get("EXPLORER_DATA")
    for folder in [Path(name), *([Path(named) / name] if named else [])]:
        if name and folder.is_dir():
            return folder
    raise DataError("there is no such folder of photos, here or in EXPLORER_DATA", name)


def picture_files(folder: Path) -> list[Path]:
    """The picture files of a folder, by name."""
    return sorted(f for f in folder.iterdir() if f.suffix.lower() in ENDINGS and not f.name.startswith("."))


def refuse_benchmarks(files: list[Path], pictures: list[Bytes]) -> None:
    """Raise `DataError` where a picture (H, W, C) is one of a benchmark's, whatever its name, format or colour."""
    known = [(shape, cells, where) for folder in _benchmark_folders(files[0].parent) for shape, cells, where in
             _signatures(folder)]  # fmt: skip
    for file, picture in zip(files, pictures, strict=True):
        cells = signature(picture)
        for shape, others, where in known:
            if shape == picture.shape[:2] and np.abs(cells - others).mean() < ALIKE:
                raise DataError(f"is {where}, which the benchmark is measured on: it must not be learnt from", file)


def signature(picture: Bytes) -> npt.NDArray[np.float32]:
    """What a picture (H, W, C) looks like from afar: the mean grey of 16 x 16 cells."""
    grey = Image.fromarray(picture[..., 0] if picture.shape[2] == 1 else picture).convert("L")
    return np.asarray(grey.resize((SIGNATURE, SIGNATURE), Image.Resampling.BOX), np.float32)


def _benchmark_folders(beside: Path) -> list[Path]:
    named = os.environ.get("EXPLORER_DATA")
    places = [beside, beside.parent, *([Path(named) / "denoise"] if named else [])]
    return sorted({(p / name).resolve() for p in places for name in BENCHMARKS if (p / name).is_dir()})


@lru_cache(maxsize=8)
def _signatures(folder: Path) -> list[tuple[tuple[int, ...], npt.NDArray[np.float32], str]]:
    found = []
    for file in picture_files(folder):
        picture = _array(read_image(file), 1)
        found.append((picture.shape[:2], signature(picture), f"{folder.name}/{file.name}"))
    return found


def _read(file: Path, channels: int, patch: int) -> Bytes:
    picture = _array(read_image(file), channels)
    height, width = picture.shape[:2]
    if min(height, width) < patch:
        raise DataError(f"has {width}x{height} pixels, fewer than a patch of {patch}x{patch}", file)
    return picture


def _array(image: Image.Image, channels: int) -> Bytes:
    """(H, W, C)."""
    return np.atleast_3d(np.asarray(image.convert("L" if channels == 1 else "RGB")))


def _middle(picture: Bytes) -> Bytes:
    """The middle `CUT` pixels, or as many as there are, in steps of 8."""
    height, width = picture.shape[:2]
    side = min(CUT, height // 8 * 8, width // 8 * 8)
    top, left = (height - side) // 2, (width - side) // 2
    return picture[top : top + side, left : left + side]
