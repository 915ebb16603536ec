"""Patches cut on the device: the right pixels, from the seed alone; and the one engine over them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from explorer.data import photos
from explorer.errors import CheckpointError
from explorer.metrics import report
from explorer.models import denoising
from explorer.training import engine
from explorer.training.checkpoint import load_weights, open_run, read_tensors
from explorer.training.engine import Progress, Stopped
from explorer.training.log import read_metrics
from explorer.training.patches import GREY, Patches
from tests.conftest import tiny_photos

CPU = torch.device("cpu")


@pytest.fixture(params=[1, 3])
def bank(photo_folder: Path, request: pytest.FixtureRequest) -> Patches:
    return Patches(photos.load(str(photo_folder), request.param, 32)[0], CPU)


def test_a_patch_is_cut_from_its_photo_and_turned(bank: Patches) -> None:
    rows = bank.order(0)
    found = bank.take(rows, rows).images.numpy()
    kept = bank.photos
    for (i, top, left, turn, grey), patch in zip(rows.tolist(), found, strict=True):
        start, height, width = (int(v[i]) for v in (kept.starts, kept.heights, kept.widths))
        photo = kept.pixels[start : start + height * width].reshape(height, width, -1)
        cut = np.rot90(photo[top : top + 32, left : left + 32], turn % 4)
        cut = cut[:, ::-1] if turn > 3 else cut
        if grey and cut.shape[2] == 3:
            cut = np.repeat(np.asarray(Image.fromarray(np.ascontiguousarray(cut)).convert("L"))[..., None], 3, 2)
            assert np.abs(patch.transpose(1, 2, 0).astype(int) - cut).max() <= 1  # Pillow rounds in steps of 1/65536
            assert (patch == patch[:1]).all()
        else:
            assert np.array_equal(patch.transpose(1, 2, 0), cut)


def test_places_and_turns_follow_from_the_seed_and_are_all_drawn(bank: Patches) -> None:
    assert torch.equal(bank.order(1), bank.order(1))
    assert not torch.equal(bank.order(1), bank.order(2))
    rows = torch.cat([bank.order(seed) for seed in range(200)])
    assert rows.min() == 0
    for i in range(len(bank.photos.heights)):
        of_photo = rows[rows[:, 0] == i]
        tops, lefts = (int(v[i]) - 32 for v in (bank.photos.heights, bank.photos.widths))
        assert set(of_photo[:, 1].tolist()) == set(range(tops + 1))
        assert set(of_photo[:, 2].tolist()) == set(range(lefts + 1))
    turns = torch.bincount(rows[:, 3], minlength=8) / len(rows)
    torch.testing.assert_close(turns, torch.full((8,), 0.125), rtol=0, atol=0.02)
    assert rows[:, 4].double().mean().item() == pytest.approx(GREY, abs=0.05)


def stop_at(run: Path, step: int) -> object:
    def told(p: Progress) -> None:
        if p.step == step:
            (run / "stop").touch()

    return told


@pytest.mark.parametrize("kind", ["dae", "inpaint"])
def test_twelve_steps_are_eight_and_resume_and_four(kind: str, photo_folder: Path, tmp_path: Path) -> None:
    config = tiny_photos(photo_folder, kind, epochs=2, ema=0.9, schedule="cosine")
    whole = engine.train(config, tmp_path / "whole")
    assert whole is not None
    assert whole["steps"] == 12
    for step in (6, 8):  # at the end of an epoch, and in the midst of one
        run = tmp_path / f"parts{step}"
        with pytest.raises(Stopped):
            engine.train(config, run, stop_at(run, step))  # type: ignore[arg-type]
        resumed = engine.resume(run)
        assert resumed is not None
        assert resumed["test"] == whole["test"]
        ours, _ = read_tensors(run / "model.safetensors")
        theirs, _ = read_tensors(tmp_path / "whole" / "model.safetensors")
        assert all(torch.equal(ours[k], theirs[k]) for k in theirs)
        curves = [[(r["step"], r["split"], r["loss"]) for r in read_metrics(r)] for r in (run, tmp_path / "whole")]
        assert curves[0] == curves[1]


@pytest.mark.parametrize("noise", ["blind:55", "real:40"])
def test_a_few_steps_teach_to_denoise(noise: str, photo_folder: Path, tmp_path: Path) -> None:
    config = tiny_photos(photo_folder, channels=3, noise=noise, epochs=40, lr=3e-3, schedule="cosine")
    engine.train(config, tmp_path / "run")
    metrics = json.loads((tmp_path / "run" / "report.json").read_text())["metrics"]
    assert metrics["psnr_corrupted"]["value"] == pytest.approx(20.17, abs=0.1)  # -20 log10(25 / 255)
    name = "psnr_real" if noise == "real:40" else "psnr"
    assert metrics[name]["value"] > metrics[f"{name}_corrupted"]["value"] + 0.5
    assert metrics["psnr_15"]["value"] > metrics["psnr"]["value"] > metrics["psnr_50"]["value"]
    assert ("psnr_real" in metrics) == (noise == "real:40")


def test_what_is_kept_in_sixteen_bits_is_what_was_measured(photo_folder: Path, tmp_path: Path) -> None:
    config = tiny_photos(photo_folder)
    engine.train(config, tmp_path / "run")
    tensors, _ = read_tensors(tmp_path / "run" / "model.safetensors")
    assert {v.dtype for v in tensors.values()} == {torch.float16}
    opened = open_run(tmp_path / "run")
    assert {p.dtype for p in opened.model.parameters()} == {torch.float32}
    again = report.evaluate(opened.model, config, photos.load(str(photo_folder), 1, 32)[1])
    assert again == json.loads((tmp_path / "run" / "report.json").read_text())["metrics"]


def test_a_run_without_codes_has_neither_atlas_nor_onnx(photo_folder: Path, tmp_path: Path) -> None:
    engine.train(tiny_photos(photo_folder, "inpaint"), tmp_path / "run")
    names = {p.name for p in (tmp_path / "run").iterdir()}
    assert {"model.safetensors", "report.json", "card.md", "preview.png"} <= names
    assert not {"atlas", "decoder.onnx", "encoder.onnx", "history"} & names
    card = (tmp_path / "run" / "card.md").read_text()
    assert "Photo inpainter (multiscale, grey, patches of 32x32)" in card
    assert "psnr_hole" in card


def test_a_deeper_network_starts_as_the_shallower_one(
    photo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.train(tiny_photos(photo_folder, "dae", 3, lr=1e-2), tmp_path / "shallow")
    shallow = open_run(tmp_path / "shallow").model
    monkeypatch.setitem(denoising.BLOCKS, "tiny", (3, 1, 2))
    engine.train(tiny_photos(photo_folder, "dae", 3, start=str(tmp_path / "shallow"), lr=1e-12), tmp_path / "deep")
    deep = open_run(tmp_path / "deep").model
    assert len(deep.state_dict()) == len(shallow.state_dict()) + 2 * 2 * 2  # two more blocks of two layers on each way
    x = torch.rand(1, 4, 32, 32)
    torch.testing.assert_close(deep(x), shallow(x), rtol=1e-4, atol=1e-4)
    with pytest.raises(CheckpointError):  # a finished run that lacks some is damaged
        load_weights(deep, tmp_path / "shallow" / "model.safetensors")


def test_a_run_starts_from_the_weights_of_another_with_the_same_network(photo_folder: Path, tmp_path: Path) -> None:
    engine.train(tiny_photos(photo_folder, "dae", 3), tmp_path / "first")
    start = str(tmp_path / "first")
    config = tiny_photos(photo_folder, "inpaint", 3, start=start, lr=1e-12)
    engine.train(config, tmp_path / "second")
    first, second = (read_tensors(tmp_path / name / "model.safetensors")[0] for name in ("first", "second"))
    assert all(torch.equal(first[k], second[k]) for k in first)
    assert f"from the weights of {start}" in (tmp_path / "second" / "card.md").read_text()
    for wrong in (tiny_photos(photo_folder, "dae", 1, start=start), tiny_photos(photo_folder, start=str(tmp_path))):
        with pytest.raises(CheckpointError):
            engine.train(wrong, tmp_path / "third")
    assert not (tmp_path / "third").exists()
