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
            assert np.array_equal(found.take(now, then).numpy(), images[now.numpy()])
        assert np.array_equal(found.take(rows[2], rows[3]).numpy(), images[rows[2].numpy()])  # not what was announced


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
