"""Resident or streamed: the same interface, and the same training where all is mixed with all."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer.data import load
from explorer.training import bank, engine
from explorer.training.bank import Resident, Streamed
from explorer.training.checkpoint import read_tensors
from tests.conftest import tiny

CPU = torch.device("cpu")


@pytest.fixture
def images() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (1000, 1, 8, 8), np.uint8)


def test_both_take_the_rows_they_are_asked_for(images: np.ndarray) -> None:
    rows = Resident(images, CPU).order(3).split(64)
    for found in (Resident(images, CPU), Streamed(images, CPU)):
        for now, then in itertools.pairwise(rows):
            assert np.array_equal(found.take(now, then).images.numpy(), images[now.numpy()])
        assert np.array_equal(
            found.take(rows[2], rows[3]).images.numpy(), images[rows[2].numpy()]
        )  # not what was announced


def test_an_order_is_every_row_once_and_follows_from_its_seed(images: np.ndarray) -> None:
    for found in (Resident(images, CPU), Streamed(images, CPU), Streamed(images, CPU, chunk=64 * 3)):
        assert torch.equal(found.order(1).sort().values, torch.arange(1000))
        assert torch.equal(found.order(1), found.order(1))
        assert not torch.equal(found.order(1), found.order(2))


def test_a_streamed_order_stays_within_its_chunks(images: np.ndarray) -> None:
    order = Streamed(images[:999], CPU, chunk=64 * 3).order(0)  # 3 images to a chunk, 32 chunks are mixed
    for window in order.split(3 * bank.CHUNKS):
        assert len(set((window // 3).tolist())) <= bank.CHUNKS
    assert torch.equal(Streamed(images, CPU).order(5), Resident(images, CPU).order(5))


@pytest.mark.usefixtures("without_onnx")
def test_a_streamed_training_is_the_resident_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tiny("vae", epochs=2, batch_size=144)
    engine.train(config, tmp_path / "resident")
    monkeypatch.setattr(bank, "free_memory", lambda _: 0)
    assert isinstance(bank.bank(load("digits"), CPU), Streamed)
    engine.train(config, tmp_path / "streamed")
    ours, theirs = (read_tensors(tmp_path / n / "model.safetensors")[0] for n in ("streamed", "resident"))
    assert all(torch.equal(ours[k], theirs[k]) for k in theirs)


def test_labels_go_along_with_their_pictures(images: np.ndarray) -> None:
    labels = np.arange(1000)
    for found in (Resident(images, CPU, labels), Streamed(images, CPU, labels=labels)):
        rows = found.order(3)[:100]
        batch = found.take(rows, rows)
        assert batch.labels is not None
        assert torch.equal(batch.labels, rows)
        assert torch.equal(torch.cat([part.target(part.images) for part in batch.chunk(3)]), rows)
        assert [len(part) for part in batch.chunk(3)] == [34, 34, 32]
    plain = Resident(images, CPU).take(rows, rows)
    assert plain.labels is None
    assert torch.equal(plain.target(plain.images), plain.images)
    digits = load("digits")
    assert bank.bank(digits, CPU).labels is None  # type: ignore[union-attr]
    assert torch.equal(bank.bank(digits, CPU, labelled=True).labels, torch.from_numpy(digits.labels))  # type: ignore[union-attr]
