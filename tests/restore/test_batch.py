"""Many photos at once: each at its own name, size and noise; a broken one is told of and spoils nothing."""

from __future__ import annotations

import csv
import io
import zipfile

import numpy as np
import pytest
import skimage.data
from PIL import Image
from torch import nn

from explorer import models
from explorer.restore.batch import REPORT, denoise_all
from tests.conftest import tiny_photos


def packed(image: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, blob in files.items():
            made.writestr(name, blob)
    return out.getvalue()


@pytest.fixture(scope="module")
def model() -> nn.Module:
    from pathlib import Path

    return models.build(tiny_photos(Path("."), channels=3).model).eval()


CAT = Image.fromarray(skimage.data.chelsea()[:90, :120])
GREY = Image.fromarray(skimage.data.camera()[:64, :48])


def test_files_and_zips_come_back_as_one_zip_with_a_report(model: nn.Module) -> None:
    files = [
        ("cat.jpg", packed(CAT, "JPEG")),
        ("cat.jpg", packed(CAT.rotate(180), "JPEG")),
        ("walk.zip", archive({"day one/grey.png": packed(GREY), "__MACOSX/grey.png": b"", "notes.txt": b"words"})),
        ("fake.png", b"no picture"),
        ("torn.zip", b"PK no zip"),
    ]
    heard: list[tuple[float, str]] = []
    batch = denoise_all(model, files, 1.0, lambda share, name: heard.append((share, name)))
    with zipfile.ZipFile(io.BytesIO(batch.blob)) as made:
        assert made.namelist() == ["cat.jpg", "cat-2.jpg", "day one/grey.png", REPORT]
        for name, size, mode in (("cat.jpg", CAT.size, "RGB"), ("day one/grey.png", GREY.size, "L")):
            with Image.open(io.BytesIO(made.read(name))) as picture:
                assert (picture.size, picture.mode) == (size, mode)
        report = list(csv.reader(io.StringIO(made.read(REPORT).decode())))
    assert [row[0] for row in report[1:]] == ["cat.jpg", "cat-2.jpg", "day one/grey.png", "fake.png", "torn.zip"]
    assert len(batch.problems) == 2
    assert "fake.png" in batch.problems[0]
    assert "torn.zip" in batch.problems[1]
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert shares[-1] < 1


def test_the_strength_is_a_multiple_of_the_noise_that_is_told(model: nn.Module) -> None:
    clean = skimage.data.camera()[:96, :96]
    noisy = np.clip(clean + np.random.default_rng(0).normal(0, 20, clean.shape), 0, 255).astype(np.uint8)
    files = [("a.png", packed(Image.fromarray(noisy)))]
    none, usual = (denoise_all(model, files, strength, lambda *_: None) for strength in (0.0, 1.0))
    assert none.rows == usual.rows  # what is estimated
    assert none.rows[0].sigma == pytest.approx(20, abs=2)
    assert none.blob != usual.blob


def test_what_a_bar_raises_ends_the_work(model: nn.Module) -> None:
    class Clicked(BaseException):
        pass

    def told(share: float, name: str) -> None:
        raise Clicked

    with pytest.raises(Clicked):
        denoise_all(model, [("a.png", packed(GREY))], 1.0, told)
