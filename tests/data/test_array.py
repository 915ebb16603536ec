"""Images that stay in their file: an .npy, and a large folder that is decoded once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from explorer import data
from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.data import folder
from explorer.errors import DataError
from explorer.pictures import png, to_image
from explorer.training import bank, engine

DIGITS = data.load("digits").images[:200]


@pytest.mark.parametrize("layout", ["nhw", "nchw", "nhwc"])
def test_an_npy_is_mapped_and_its_last_tenth_is_for_testing(layout: str, tmp_path: Path) -> None:
    colour = DIGITS.repeat(3, 1)
    stored = {"nhw": DIGITS[:, 0], "nchw": colour, "nhwc": colour.transpose(0, 2, 3, 1)}[layout]
    np.save(tmp_path / "mine.npy", stored)
    train, test = (data.load(tmp_path / "mine.npy", split) for split in ("train", "test"))
    assert isinstance(train.images, np.memmap)
    both = np.concatenate([train.images, test.images])
    assert np.array_equal(both, DIGITS if layout == "nhw" else colour)
    assert (len(test), test.name, test.split) == (20, "mine", "test")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"words", "not an .npy"), (np.zeros((20, 8, 8)), "float64"), (np.zeros((20, 8, 8, 7), np.uint8), "uint8"),
     (np.zeros((3, 8, 8), np.uint8), "at least 10"), (np.zeros((20, 4, 900), np.uint8), "sides go from 8"),
     (np.array([{}] * 20), "not an .npy")],
)  # fmt: skip
def test_an_npy_that_will_not_do_is_one_sentence(content: bytes | np.ndarray, words: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.npy"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        np.save(file, content)
    with pytest.raises(DataError, match=words) as error:
        data.load(file)
    assert "bad.npy" in str(error.value)


@pytest.mark.parametrize("colour", [False, True])
def test_a_large_folder_is_decoded_once_into_a_file(
    colour: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i, image in enumerate(DIGITS[:30]):
        (tmp_path / "mine" / str(i % 2)).mkdir(parents=True, exist_ok=True)
        picture = to_image(image).convert("RGB" if colour else "L")
        if colour:
            picture.putpixel((0, 0), (255, 0, 0))
        (tmp_path / "mine" / str(i % 2) / f"{i}.png").write_bytes(png(picture))
    small = {split: folder.load(tmp_path / "mine", split, 32) for split in data.SPLITS}
    monkeypatch.setattr(folder, "BIG", 1000)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for _ in range(2):
        folder._load.cache_clear()
        for split, expected in small.items():
            found = folder.load(tmp_path / "mine", split, 32)
            assert isinstance(found.images, np.memmap)
            assert np.array_equal(found.images, expected.images)
            assert np.array_equal(found.labels, expected.labels)  # type: ignore[arg-type]
        monkeypatch.setattr(folder, "_decode", lambda *_: pytest.fail("decoded twice"))
    folder._load.cache_clear()


@pytest.mark.usefixtures("without_onnx")
def test_a_training_streams_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    np.save(tmp_path / "mine.npy", DIGITS)
    monkeypatch.setattr(bank, "free_memory", lambda _: 0)
    streamed: list[int] = []
    take = bank.Streamed.take
    monkeypatch.setattr(
        bank.Streamed, "take", lambda self, rows, then: (streamed.append(len(rows)), take(self, rows, then))[1]
    )
    config = RunConfig(
        DataConfig(str(tmp_path / "mine.npy")),
        ModelConfig("vae", "mlp", 2, "tiny", image_shape=(1, 32, 32)),
        TrainConfig(epochs=2, batch_size=50, precision="fp32", device="cpu"), map="pca",
    )  # fmt: skip
    summary = engine.train(config, tmp_path / "run")
    assert summary is not None
    assert sum(streamed) == 2 * 180
    assert torch.isfinite(torch.tensor(summary["test"]["loss"]))
