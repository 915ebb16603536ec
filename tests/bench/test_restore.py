"""The bench of restoring: its protocol, and that it runs with whatever runs and sets are there."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch

from explorer import bench
from explorer.bench import restore, restore_cost
from explorer.training import engine
from tests.conftest import tiny_photos

PHOTO = skimage.data.camera()[:64, :96, None].astype(np.float32) / 255


def test_the_noise_is_what_it_says_not_clipped_and_the_same_each_time() -> None:
    noisy = restore.noisy(PHOTO, 25)
    assert restore.noisy(PHOTO * 0, 25).min() < 0
    assert np.array_equal(noisy, restore.noisy(PHOTO, 25))
    assert (noisy - PHOTO).std() * 255 == pytest.approx(25, rel=0.03)
    grey = np.full((200, 200, 1), 0.5, np.float32)
    assert restore.psnr(grey, restore.noisy(grey, 25)) == pytest.approx(20.17, abs=0.05)


def test_psnr_on_the_hole_looks_at_the_hole_alone() -> None:
    hole = np.zeros(PHOTO.shape[:2], bool)
    hole[10:20, 10:20] = True
    flat = np.full_like(PHOTO, 0.2)
    off = flat + np.where(hole[..., None], 0.1, 0.7).astype(np.float32)
    assert restore.psnr(flat, off, hole) == pytest.approx(20, abs=1e-3)
    assert restore.psnr(flat, off) < 10
    assert restore.psnr(flat, flat) == pytest.approx(100)


def test_the_holes_are_those_of_their_seed() -> None:
    for kind in ("strokes", "text"):
        first, again, other = (restore.holes(kind, (321, 481), torch.Generator().manual_seed(s)) for s in (0, 0, 1))
        assert np.array_equal(first, again)
        assert not np.array_equal(first, other)
        assert 0.1 < first.mean() < 0.35


def test_the_rival_is_seventeen_convolutions_of_sixty_four_channels() -> None:
    convolutions = [m for m in restore_cost.DnCNN() if isinstance(m, torch.nn.Conv2d)]
    assert len(convolutions) == 17
    assert sum(m.weight.numel() for m in convolutions) == 15 * 64 * 64 * 9 + 2 * 64 * 9


def test_it_runs_with_what_is_there_and_says_what_is_not(
    photo_folder: Path, runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.train(tiny_photos(photo_folder, channels=3), runs / "photo-denoise")
    for name in ("bsd68", "cbsd68"):
        shutil.copytree(photo_folder, tmp_path / "data" / "denoise" / name)
    monkeypatch.setenv("EXPLORER_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(restore_cost, "LARGE", (40, 60))
    monkeypatch.setattr(restore_cost, "SIDE", 32)
    monkeypatch.setattr(restore_cost, "apart", lambda work, *arguments: work(*arguments))
    said: list[str] = []
    found = bench.run("restore", said.append, n=2, repeats=1)
    rows = {row["name"]: row for row in found["rows"]}
    for method in ("noisy", "non-local means", "ours", "ours, sigma estimated"):
        assert rows[f"BSD68 25 {method}"]["n"] == 2
    assert rows["BSD68 25 DnCNN (published)"]["value"] == 29.23
    assert (rows["BSD68 25 DnCNN (published)"]["n"], rows["BSD68 25 DnCNN (published)"]["set"]) == (68, "BSD68")
    assert "CBSD68 25 noisy" in rows
    assert {"CBSD68 25 ours", "dB lost by bf16"} <= set(rows)
    assert "BSD68 text biharmonic" not in rows
    assert "Set12 25 noisy" not in rows
    assert any("photo-inpaint is left out" in line for line in said)
    assert any("Set12 is left out" in line for line in said)
    assert abs(found["ratios"]["dB lost by bf16"]) < 0.1
