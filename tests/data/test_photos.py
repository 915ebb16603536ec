"""Whole photos to learn from: what is held out, what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from explorer.data import photos
from explorer.errors import DataError


def test_photos_lie_row_under_row_and_some_are_held_out(photo_folder: Path) -> None:
    train, test = photos.load(str(photo_folder), 3, 32)
    files = photos.picture_files(photo_folder)
    assert (len(train.heights), len(test)) == (4, 1)
    for i, (start, height, width) in enumerate(zip(train.starts, train.heights, train.widths, strict=True)):
        pixels = train.pixels[start : start + height * width].reshape(height, width, 3)
        assert np.array_equal(pixels, np.asarray(Image.open(files[i]).convert("RGB")))
    assert test.shape == (3, 64, 64)
    assert len(train) == 4 * 2 * 3  # patches of 32x32 side by side in 64x96
    assert train.shape == (3, 32, 32)
    assert photos.load(str(photo_folder), 1, 32)[0].pixels.shape[1] == 1


def test_several_folders_are_one_and_names_are_looked_up_in_the_data(
    photo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPLORER_DATA", str(photo_folder.parent))
    train, test = photos.load(f"{photo_folder.name},{photo_folder}", 1, 32)
    assert (len(train.heights), len(test)) == (8, 2)


def copies(photo_folder: Path, folder: Path, **how: object) -> None:
    folder.mkdir()
    for file in photos.picture_files(photo_folder):
        Image.open(file).convert("L").save(folder / f"{file.stem}-copy.jpg", **how)


def test_a_photo_of_a_benchmark_is_refused_whatever_it_is_called(photo_folder: Path, tmp_path: Path) -> None:
    copies(photo_folder, tmp_path / "mine", quality=90)
    assert len(photos.load(str(tmp_path / "mine"), 1, 32)[0])
    (tmp_path / "bsd68").mkdir()
    Image.open(photo_folder / "coffee.png").save(tmp_path / "bsd68" / "test001.png")
    with pytest.raises(DataError, match=r"coffee-copy\.jpg: is bsd68/test001\.png.*not be learnt from"):
        photos.load(str(tmp_path / "mine"), 1, 32)


def test_what_will_not_do_is_one_sentence(photo_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere: there is no such folder"):
        photos.load(f"{photo_folder},nowhere", 1, 32)
    with pytest.raises(DataError, match="fewer than a patch of 72x72"):
        photos.load(str(photo_folder), 1, 72)
    with pytest.raises(DataError, match="fewer than two photos"):
        photos.load(str(tmp_path), 1, 32)


HERE = Path(os.environ.get("EXPLORER_DATA", ""), "denoise", "bsd68").is_dir()


@pytest.mark.skipif(not HERE, reason="EXPLORER_DATA has no denoise/bsd68")
@pytest.mark.parametrize("name", ["train400", "bsd500_train", "bsd500_test"])
def test_no_photo_that_is_learnt_from_is_in_a_benchmark(name: str) -> None:
    folder = photos.find(f"denoise/{name}")
    pictures = [np.atleast_3d(np.asarray(Image.open(file))) for file in photos.picture_files(folder)]
    photos.refuse_benchmarks(photos.picture_files(folder), pictures)
    for benchmark in photos.BENCHMARKS:
        with pytest.raises(DataError, match="not be learnt from"):
            photos.load(f"denoise/{benchmark}", 1, 64)
